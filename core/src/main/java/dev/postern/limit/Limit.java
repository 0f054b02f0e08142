package dev.postern.limit;

import java.time.Duration;
import java.util.Optional;

/** A limit on how often one alone may do one thing. Thread-safe. */
@FunctionalInterface
public interface Limit {
    /**
     * Counts one more time, if the limit allows it.
     *
     * @return empty if it is allowed, else how long to wait until it is
     */
    Optional<Duration> tryOnce();
}
