/** Sealing: a challenge token that carries its own state. */
@NullMarked
package dev.postern.seal;

import org.jspecify.annotations.NullMarked;
