/** The solver desk: tasks of accounts, the credits that they cost, and the workers that have them read (wire contract, section 5). */
@NullMarked
package dev.postern.desk;

import org.jspecify.annotations.NullMarked;
