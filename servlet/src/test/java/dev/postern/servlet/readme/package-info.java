/** The examples of the guides, compiled and run. */
@NullMarked
package dev.postern.servlet.readme;

import org.jspecify.annotations.NullMarked;
