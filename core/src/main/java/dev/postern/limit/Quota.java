package dev.postern.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of counting one more time, and what the limit leaves. Immutable.
 *
 * @param rate the limit
 * @param allowed whether it was allowed, and is counted
 * @param left how many more times are allowed at once; 0 or more
 * @param untilNext how long it takes until that is one more; where it was not allowed, how long to wait until it is
 */
public record Quota(Rate rate, boolean allowed, int left, Duration untilNext) {
    /** How long to wait; empty if it was allowed. */
    public Optional<Duration> toWait() {
        return allowed ? Optional.empty() : Optional.of(untilNext);
    }
}
