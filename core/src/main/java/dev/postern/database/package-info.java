/** The application's own database with Postern's tables in it: migrations, transactions, leases. */
@NullMarked
package dev.postern.database;

import org.jspecify.annotations.NullMarked;
