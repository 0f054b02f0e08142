/** Nodes that share a token store, each in a process of its own. */
@NullMarked
package dev.postern.servlet.store;

import org.jspecify.annotations.NullMarked;
