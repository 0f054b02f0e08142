/** What the tests of this module stand on: containers, an application written by a lambda, and a client that can lie. */
@NullMarked
package dev.postern.servlet.testing;

import org.jspecify.annotations.NullMarked;
