/** Records what happens at a gate with Micrometer. */
@NullMarked
package dev.postern.micrometer;

import org.jspecify.annotations.NullMarked;
