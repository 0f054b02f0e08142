package dev.postern.analytics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.OptionalLong;

/**
 * Figures of a time, interval by interval. What lies before {@code from} in the first interval, or after {@code to} in the last, is not
 * counted: the points add up to the overview of the same time.
 *
 * @param from the start, inclusive
 * @param to the end, exclusive
 * @param interval how long each interval is
 * @param zone the time zone in which the intervals begin
 * @param keyId the one key that they are of; empty if they are of all keys of the account
 * @param points one for each interval, from the one that holds {@code from} to the one before {@code to}; empty ones too
 */
public record Series(Instant from, Instant to, Interval interval, ZoneId zone, OptionalLong keyId, List<Point> points) {
    /** How many points a series has at most. */
    public static final int MOST_POINTS = 2_000;

    /** A series that nobody changes. */
    public Series {
        points = List.copyOf(points);
    }

    /**
     * An interval's figures.
     *
     * @param start when the interval begins
     * @param figures what was counted in it
     */
    public record Point(ZonedDateTime start, Figures figures) {}
}
