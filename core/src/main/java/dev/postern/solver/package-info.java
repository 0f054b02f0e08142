/** The solver desk: images to read, who reads them, and the credits that this costs (wire contract, section 5). */
@NullMarked
package dev.postern.solver;

import org.jspecify.annotations.NullMarked;
