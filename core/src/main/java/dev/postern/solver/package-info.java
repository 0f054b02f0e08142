/** Images to read, and who reads them. */
@NullMarked
package dev.postern.solver;

import org.jspecify.annotations.NullMarked;
