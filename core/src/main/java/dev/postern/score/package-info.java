/** From evidence to score. */
@NullMarked
package dev.postern.score;

import org.jspecify.annotations.NullMarked;
