/** The solver desk's resources (wire contract, section 5). */
@NullMarked
package dev.postern.servlet.desk;

import org.jspecify.annotations.NullMarked;
