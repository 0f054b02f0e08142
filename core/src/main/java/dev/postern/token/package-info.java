/** Where spent challenges and passes are kept: the store's interface, and its in-memory implementation. */
@NullMarked
package dev.postern.token;

import org.jspecify.annotations.NullMarked;
