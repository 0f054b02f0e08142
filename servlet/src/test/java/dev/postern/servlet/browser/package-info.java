/** The widget, the challenge page and the dashboard in a real browser. */
@NullMarked
package dev.postern.servlet.browser;

import org.jspecify.annotations.NullMarked;
