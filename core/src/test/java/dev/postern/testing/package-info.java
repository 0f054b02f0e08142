/** What the tests share: a clock that is set by hand, crowds of threads, and the chi-squared test. */
@NullMarked
package dev.postern.testing;

import org.jspecify.annotations.NullMarked;
