/** What became of an account's challenges, over HTTP (wire contract, section 2). */
@NullMarked
package dev.postern.servlet.analytics;

import org.jspecify.annotations.NullMarked;
