/** Spent challenges and passes in the application's own database, for nodes that share it. */
@NullMarked
package dev.postern.token.jdbc;

import org.jspecify.annotations.NullMarked;
