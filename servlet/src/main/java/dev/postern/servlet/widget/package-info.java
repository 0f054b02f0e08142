/** The files of the widget (wire contract, section 6). */
@NullMarked
package dev.postern.servlet.widget;

import org.jspecify.annotations.NullMarked;
