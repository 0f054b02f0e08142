/** Limits per client address, and what a client address is behind proxies. */
@NullMarked
package dev.postern.limit;

import org.jspecify.annotations.NullMarked;
