/** Accounts of people who run sites, and the API keys of those sites, in a database. */
@NullMarked
package dev.postern.account;

import org.jspecify.annotations.NullMarked;
