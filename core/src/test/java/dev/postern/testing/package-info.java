/** What the tests share: a clock that is set by hand, crowds of threads, the chi-squared test, and other libraries' captchas. */
@NullMarked
package dev.postern.testing;

import org.jspecify.annotations.NullMarked;
