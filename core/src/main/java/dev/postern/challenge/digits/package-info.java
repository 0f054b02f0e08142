/** What the {@code digits} family asks at {@code medium}: questions composed freely, and the phrases that they are put in. */
@NullMarked
package dev.postern.challenge.digits;

import org.jspecify.annotations.NullMarked;
