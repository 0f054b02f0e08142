/** Families of challenges: the interface, and the ones built in. */
@NullMarked
package dev.postern.challenge;

import org.jspecify.annotations.NullMarked;
