package dev.postern.analytics;

import dev.postern.database.Database;
import dev.postern.database.Lease;
import dev.postern.database.Transaction;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges old rows into rows of greater width, and deletes those of keys that are no more; a bit at a time, each bit in a transaction of its own, so that it
 * may end at any point. Thread-safe.
 */
final class RollUp {
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** A transaction ends with the first key by which it has merged this many rows. */
    private static final int ROWS_AT_A_TIME = 2_000;

    private static final int KEYS_AT_A_TIME = 500;

    /** Conflict of transactions: the database's own state, on which a transaction is done again. */
    private static final String CONFLICT = "40001";

    private static final String OLDEST = "SELECT start_at FROM postern_count"
            + " WHERE width = ? AND start_at >= ? AND start_at < ? ORDER BY width, start_at LIMIT 1";
    private static final String KEYS = "SELECT DISTINCT key_id FROM postern_count"
            + " WHERE width = ? AND start_at >= ? AND start_at < ? AND key_id > ? ORDER BY key_id LIMIT "
            + KEYS_AT_A_TIME;

    /** Locked, lest a node that was cut off adds to a row that is read already. */
    private static final String ROWS = "SELECT start_at, " + Sum.COLUMNS
            + " FROM postern_count WHERE key_id = ? AND width = ? AND start_at >= ? AND start_at < ? FOR UPDATE";

    private static final String DELETE =
            "DELETE FROM postern_count WHERE key_id = ? AND width = ? AND start_at >= ? AND start_at < ?";
    private static final String NEXT_KEY =
            "SELECT key_id FROM postern_count WHERE key_id > ? ORDER BY key_id, width, start_at, node LIMIT 1";
    private static final String KEY_EXISTS = "SELECT id FROM postern_api_key WHERE id = ?";
    private static final String OLDEST_OF_KEY =
            "SELECT start_at FROM postern_count WHERE key_id = ? AND width = ? ORDER BY key_id, width, start_at LIMIT 1";

    private final Database database;
    private final InstantSource clock;
    private final Lease lease;
    private final SecureRandom random = new SecureRandom();

    RollUp(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.lease = new Lease(database, clock, "roll-up", LEASE);
    }

    private static final class LeaseLostException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * What is merged into what.
     *
     * @param span of how much time rows are merged in one step; a multiple of the greater width
     */
    private record Step(Width from, Width to, Duration kept, long span) {
        static final List<Step> ALL = List.of(
                new Step(Width.MINUTE, Width.HOUR, Width.MINUTES_KEPT, Width.DAY.millis()),
                new Step(Width.HOUR, Width.DAY, Width.HOURS_KEPT, 30 * Width.DAY.millis()));
    }

    /** Whether this node did it: two threads of it may not do so at once. */
    synchronized boolean run() {
        if (!lease.tryAcquire()) {
            return false;
        }
        try {
            long node = random.nextLong();
            for (Step step : Step.ALL) {
                merge(step, node);
            }
            deleteThoseOfNoKey();
        } catch (LeaseLostException e) {
            return false;
        } finally {
            lease.release();
        }
        return true;
    }

    private void keepLease() throws LeaseLostException {
        if (!lease.tryAcquire()) {
            throw new LeaseLostException();
        }
    }

    private void merge(Step step, long node) throws LeaseLostException {
        long end = step.to.floor(clock.millis() - step.kept.toMillis());
        Optional<Long> oldest = oldest(step, Long.MIN_VALUE, end);
        while (oldest.isPresent()) {
            long from = Math.floorDiv(oldest.get(), step.span) * step.span;
            long to = Math.min(from + step.span, end);
            merge(step, from, to, node);
            oldest = oldest(step, to, end); // not from the start, where databases step over what was deleted just now
        }
    }

    private Optional<Long> oldest(Step step, long from, long end) {
        return database.inTransaction(tx -> tx.first(OLDEST, row -> row.getLong(1), step.from.seconds(), from, end));
    }

    private void merge(Step step, long from, long to, long node) throws LeaseLostException {
        List<Long> keys;
        long last = Long.MIN_VALUE;
        do {
            long after = last;
            keys = database.inTransaction(
                    tx -> tx.all(KEYS, row -> row.getLong(1), step.from.seconds(), from, to, after));
            for (int done = 0; done < keys.size(); ) {
                keepLease();
                List<Long> rest = keys.subList(done, keys.size());
                done += database.inTransaction(tx -> mergeSome(tx, step, rest, from, to, node));
            }
            last = keys.isEmpty() ? last : keys.get(keys.size() - 1);
        } while (keys.size() == KEYS_AT_A_TIME);
    }

    /** Merges the rows of the first of these keys, or of the first few. Of how many. */
    private static int mergeSome(Transaction tx, Step step, List<Long> keys, long from, long to, long node)
            throws SQLException {
        List<Object[]> merged = new ArrayList<>();
        int done = 0;
        for (int rows = 0; done < keys.size() && rows < ROWS_AT_A_TIME; done++) {
            long key = keys.get(done);
            Map<Long, Sum> sums = new TreeMap<>();
            int[] read = {0};
            tx.each(
                    ROWS,
                    row -> {
                        sums.computeIfAbsent(step.to.floor(row.getLong(1)), start -> new Sum())
                                .add(row, 2);
                        read[0]++;
                    },
                    key,
                    step.from.seconds(),
                    from,
                    to);
            if (tx.update(DELETE, key, step.from.seconds(), from, to) != read[0]) {
                throw new SQLException("a row came in between", CONFLICT);
            }
            sums.forEach((start, sum) -> merged.add(Rows.insert(key, step.to, start, node, sum.totals())));
            rows += read[0];
        }
        if (!merged.isEmpty()) {
            tx.batch(Rows.INSERT, merged);
        }
        return done;
    }

    private void deleteThoseOfNoKey() throws LeaseLostException {
        Optional<Long> key = nextKey(Long.MIN_VALUE);
        while (key.isPresent()) {
            Set<Long> some = new HashSet<>();
            for (; key.isPresent() && some.size() < KEYS_AT_A_TIME; key = nextKey(key.get())) {
                some.add(key.get());
            }
            keepLease();
            for (long each : some) {
                if (!exists(each)) {
                    deleteThoseOf(each);
                }
            }
        }
    }

    private Optional<Long> nextKey(long after) {
        return database.inTransaction(tx -> tx.first(NEXT_KEY, row -> row.getLong(1), after));
    }

    private boolean exists(long key) {
        return database.inTransaction(tx -> tx.first(KEY_EXISTS, row -> row.getLong(1), key))
                .isPresent();
    }

    private void deleteThoseOf(long key) throws LeaseLostException {
        for (Width width : Width.values()) {
            for (Optional<Long> oldest = oldest(key, width); oldest.isPresent(); oldest = oldest(key, width)) {
                keepLease();
                long from = oldest.get();
                long to = from + ROWS_AT_A_TIME * width.millis();
                database.inTransaction(tx -> tx.update(DELETE, key, width.seconds(), from, to));
            }
        }
    }

    private Optional<Long> oldest(long key, Width width) {
        return database.inTransaction(tx -> tx.first(OLDEST_OF_KEY, row -> row.getLong(1), key, width.seconds()));
    }
}
