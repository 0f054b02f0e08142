/** Challenges that are drawn, without a font, a graphics environment or the module {@code java.desktop}. */
@NullMarked
package dev.postern.challenge.image;

import org.jspecify.annotations.NullMarked;
