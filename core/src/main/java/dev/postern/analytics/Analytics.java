package dev.postern.analytics;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How often the challenges of each API key were issued, verified and redeemed, and how well. Thread-safe; an application needs one per
 * database, and has to call {@link #flush} every few seconds and {@link #rollUp} every hour: no thread does so by itself.
 *
 * <p>Counts are of minutes. About 48 hours later they are merged into counts of hours, and about 400 days later into counts of days of UTC. What was
 * merged counts as a whole at the start of its hour or day: where a time begins or ends within it, or in a series by the minute.
 *
 * <p>Any number of nodes may count in one database. What another node counted is seen once that has flushed. Nothing is lost while the
 * database fails, unless this node ends before it is back; but when more than {@value Counts#MOST_KEPT} minutes of keys have
 * become too old to count in and could not be written, those of each key that lie in one hour are merged into one at the oldest of
 * them, and if these are too many still, those that lie in one day, and at last all of the key's.
 */
public final class Analytics implements AutoCloseable {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    /** How long who reads figures waits for a flush that is under way, to see what is in it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Counts counts;
    private final RollUp rollUp;
    private final Reader reader;

    Analytics(Database database, InstantSource clock, int mostKept) {
        counts = new Counts(database, clock, mostKept);
        rollUp = new RollUp(database, clock);
        reader = new Reader(database, clock);
    }

    /** Those in this database, by the system's clock. */
    public static Analytics on(Database database) {
        return on(database, InstantSource.system());
    }

    /** Those in this database, by this clock. */
    public static Analytics on(Database database, InstantSource clock) {
        return new Analytics(database, clock, Counts.MOST_KEPT);
    }

    /** Counts for this key, which must be one: counts of others are deleted. Cheap; need not be kept. */
    public Counter counter(long keyId) {
        return new Counter(counts, keyId);
    }

    /**
     * Writes to the database what this node counted since it last did. Waits for another thread that does so.
     *
     * @throws DatabaseException if the database can't be reached, or refuses; what is not written yet is kept, and written by the next
     *     flush, once
     */
    public void flush() {
        counts.flush();
    }

    /**
     * Merges counts that have become too old to be looked at by the minute, or by the hour, and deletes those of keys that are no more. Takes long if there
     * is much to do; may be stopped at any point, and called at any time by any node.
     *
     * @return whether this node did it; else another one is at it
     * @throws DatabaseException if the database can't be reached, or refuses; what is done stays done
     */
    public boolean rollUp() {
        return rollUp.run();
    }

    /**
     * The figures of an account's keys, revoked ones included, and those of the time of equal length just before. Flushes first, unless a flush is under way that
     * takes more than a second.
     *
     * @param keyId one of the account's keys; empty for all of them
     * @param from the start, inclusive
     * @param to the end, exclusive
     * @return empty if the account has no such key
     * @throws IllegalArgumentException if {@code from} is not before {@code to}, or one of them is not in the years 1 to 9999
     * @throws DatabaseException if the database can't be reached, or refuses
     */
    public Optional<Overview> overview(long accountId, OptionalLong keyId, Instant from, Instant to) {
        requireRange(from, to);
        counts.flushUnlessBusyFor(PATIENCE);
        Instant before = from.minus(Duration.between(from, to));
        long fromMillis = Reader.ceilMillis(from);
        return reader.read(accountId, keyId, before, to, 2, startAt -> startAt < fromMillis ? 0 : 1)
                .map(sums -> new Overview(
                        from,
                        to,
                        keyId,
                        sums.get(1).figures(),
                        new Overview.Previous(before, from, sums.get(0).figures())));
    }

    /**
     * The figures of an account's keys, revoked ones included, interval by interval. Flushes first, as {@link #overview} does.
     *
     * @param keyId one of the account's keys; empty for all of them
     * @param from the start, inclusive
     * @param to the end, exclusive
     * @param zone where hours and days begin
     * @return empty if the account has no such key
     * @throws IllegalArgumentException if {@code from} is not before {@code to}, or one of them is not in the years 1 to 9999, or if there
     *     would be more than {@value Series#MOST_POINTS} points; the message says what would be right
     * @throws DatabaseException if the database can't be reached, or refuses
     */
    public Optional<Series> series(
            long accountId, OptionalLong keyId, Instant from, Instant to, Interval interval, ZoneId zone) {
        requireRange(from, to);
        List<ZonedDateTime> starts = interval.starts(from, to, zone, Series.MOST_POINTS);
        if (starts.size() > Series.MOST_POINTS) {
            throw new IllegalArgumentException("a series has " + Series.MOST_POINTS + " points at most: choose a"
                    + " shorter time, or a longer interval than " + interval.code());
        }
        counts.flushUnlessBusyFor(PATIENCE);
        long[] startsAt = starts.stream()
                .mapToLong(start -> start.toInstant().toEpochMilli())
                .toArray();
        return reader.read(accountId, keyId, from, to, startsAt.length, startAt -> indexOf(startAt, startsAt))
                .map(sums -> new Series(from, to, interval, zone, keyId, points(starts, sums)));
    }

    private static List<Series.Point> points(List<ZonedDateTime> starts, List<Sum> sums) {
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            points.add(new Series.Point(starts.get(i), sums.get(i).figures()));
        }
        return points;
    }

    private static int indexOf(long startAt, long[] startsAt) {
        int index = Arrays.binarySearch(startsAt, startAt);
        return index >= 0 ? index : -index - 2;
    }

    private static void requireRange(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to");
        }
        if (from.isBefore(FIRST) || to.isAfter(END)) {
            throw new IllegalArgumentException("from and to must be in the years 1 to 9999");
        }
    }

    /** Flushes a last time. What is counted later is lost. */
    @Override
    public void close() {
        counts.flush();
    }
}
