package dev.postern.limit;

import java.time.Duration;
import java.util.List;

/**
 * Where nodes add up what was used of limits. Thread-safe.
 *
 * <p>Of each limit it keeps until when nothing of it is used any more, by its own clock; until then, and for ten minutes at most after it was last added to. What it has lost counts as not used.
 */
@FunctionalInterface
public interface SharedUsage {
    /** How many uses {@link #add} takes at once. */
    int MOST_AT_ONCE = 500;

    /**
     * Adds what this node has let through, in one round trip.
     *
     * @param uses of different limits, {@value #MOST_AT_ONCE} at most
     * @return of each, in the same order, how long it takes now until nothing of it is used any more, whichever nodes have used it
     * @throws RuntimeException if it can't be reached; what was added may be lost then
     */
    List<Duration> add(List<Use> uses);

    /**
     * What was used of one limit.
     *
     * @param limit which one, and whose: 32 hexadecimal digits, from which neither can be found out
     * @param refill how long it takes to be refilled
     */
    record Use(String limit, Duration refill) {}
}
