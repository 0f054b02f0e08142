/** Limits per client address, how nodes count them together, and what a client address is behind proxies. */
@NullMarked
package dev.postern.limit;

import org.jspecify.annotations.NullMarked;
