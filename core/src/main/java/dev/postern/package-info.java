/** The gate: {@link dev.postern.Postern} issues challenges, verifies answers and redeems verification tokens. */
@NullMarked
package dev.postern;

import org.jspecify.annotations.NullMarked;
