/** Accounts and API keys over HTTP: who is asking, and the resources of the wire contract's section 2. */
@NullMarked
package dev.postern.servlet.account;

import org.jspecify.annotations.NullMarked;
