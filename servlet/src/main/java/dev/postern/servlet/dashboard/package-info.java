/** The dashboard: its files, and the session of whoever has signed in (wire contract, section 6). */
@NullMarked
package dev.postern.servlet.dashboard;

import org.jspecify.annotations.NullMarked;
