/** The demo: a form that knows nothing of Postern, on embedded Jetty, and guarded. */
@NullMarked
package dev.postern.servlet.demo;

import org.jspecify.annotations.NullMarked;
