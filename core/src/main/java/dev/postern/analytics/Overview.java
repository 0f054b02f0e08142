package dev.postern.analytics;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Figures of a time, and of the time of equal length just before.
 *
 * @param from the start, inclusive
 * @param to the end, exclusive
 * @param keyId the one key that they are of; empty if they are of all keys of the account
 * @param figures those of the time
 * @param previous those of the time before
 */
public record Overview(Instant from, Instant to, OptionalLong keyId, Figures figures, Previous previous) {
    /**
     * The time before.
     *
     * @param from the start, inclusive
     * @param to the end, exclusive
     * @param figures its figures
     */
    public record Previous(Instant from, Instant to, Figures figures) {}
}
