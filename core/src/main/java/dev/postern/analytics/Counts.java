package dev.postern.analytics;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.DuplicateKeyException;
import dev.postern.database.Transaction;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * This node's counts: of minutes that are open still, and of those that are not in the database yet. Thread-safe; to count takes no lock.
 *
 * <p>A minute is open for two more after its end: so long a thread that has begun to count may be held up.
 */
final class Counts {
    /** How many closed minutes of keys are kept while the database fails. */
    static final int MOST_KEPT = 100_000;

    private static final long OPEN_FOR = 3 * KeyMinute.MILLIS;
    private static final int ROWS_AT_A_TIME = 500;

    /** What closed minutes are merged into, one after the other, while there are too many: all that are in the same hour, day, or at all. */
    private static final List<Function<KeyMinute, Object>> COARSER = List.of(
            minute -> new KeyMinute(minute.keyId(), Width.HOUR.floor(minute.startAt())),
            minute -> new KeyMinute(minute.keyId(), Width.DAY.floor(minute.startAt())),
            KeyMinute::keyId);

    private final Database database;
    private final InstantSource clock;
    private final int mostKept;
    private final SecureRandom random = new SecureRandom();
    private final long node = random.nextLong();
    private final ConcurrentMap<KeyMinute, Open> open = new ConcurrentHashMap<>();

    private final ReentrantLock flushing = new ReentrantLock();

    /** Rows of closed minutes that are not written yet. Guarded by the lock, as all rows are. */
    private List<Row> kept = new ArrayList<>();

    Counts(Database database, InstantSource clock, int mostKept) {
        this.database = database;
        this.clock = clock;
        this.mostKept = mostKept;
    }

    private record Open(Tally tally, Row row) {}

    /** The tally of this key's current minute. */
    Tally now(long keyId) {
        KeyMinute minute = KeyMinute.of(keyId, clock.millis());
        Open there = open.get(minute);
        if (there == null) {
            there = open.computeIfAbsent(minute, absent -> new Open(new Tally(), new Row(absent, node)));
        }
        return there.tally();
    }

    /** Writes what was counted since the last time. What can't be written is kept for the next. */
    void flush() {
        flushing.lock();
        try {
            writeTotals();
        } finally {
            flushing.unlock();
        }
    }

    /** The same, unless another thread is at it for so long. */
    void flushUnlessBusyFor(Duration patience) {
        try {
            if (!flushing.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            writeTotals();
        } finally {
            flushing.unlock();
        }
    }

    private void writeTotals() {
        List<Row> rows = takeTotals();
        try {
            // First what may be written already: so there is never more of that than one batch.
            rows.sort(Comparator.comparing(row -> !row.isUnknown()));
            for (int i = 0; i < rows.size(); i += ROWS_AT_A_TIME) {
                write(rows.subList(i, Math.min(i + ROWS_AT_A_TIME, rows.size())));
            }
        } finally {
            kept.removeIf(Row::isUpToDate);
            keepWithinBound();
        }
    }

    private List<Row> takeTotals() {
        long now = clock.millis();
        List<Row> stillOpen = new ArrayList<>();
        for (Open each : open.values()) {
            Row row = each.row();
            boolean over = row.minute().startAt() + OPEN_FOR <= now;
            if (over) {
                open.remove(row.minute());
            }
            if (each.tally().differsFrom(row.total())) {
                row.setTotal(each.tally().totals());
            }
            if (!row.isUpToDate()) {
                (over ? kept : stillOpen).add(row);
            }
        }
        List<Row> rows = new ArrayList<>(kept);
        rows.addAll(stillOpen);
        return rows;
    }

    private void write(List<Row> rows) {
        Batch batch = new Batch(rows);
        try {
            write(batch);
        } catch (DatabaseException e) {
            if (batch.mayBeCommitted) {
                batch.goneRows.forEach(Row::noteRolledUp);
                rows.forEach(Row::noteUnknown);
            }
            throw e;
        }
        batch.goneRows.forEach(Row::noteRolledUp);
        rows.forEach(Row::noteWritten);
    }

    private void write(Batch batch) {
        try {
            database.inTransaction(batch::write);
        } catch (DuplicateKeyException e) {
            // Somebody has the place: this node, before its clock was set back. In another place the row adds up with
            // that.
            batch.fresh.forEach(row -> row.moveTo(random.nextLong()));
            database.inTransaction(batch::write);
        }
    }

    /** Rows that are written in one transaction, by what the database has of them. */
    private static final class Batch {
        private final List<Row> fresh = new ArrayList<>();
        private final List<Row> unknown = new ArrayList<>();
        private final List<Row> known = new ArrayList<>();
        private List<Row> goneRows = List.of();
        private boolean mayBeCommitted;

        Batch(List<Row> rows) {
            for (Row row : rows) {
                (row.isNew() ? fresh : row.isUnknown() ? unknown : known).add(row);
            }
        }

        boolean write(Transaction tx) throws SQLException {
            run(tx, Rows.DELETE, unknown, Row::key);
            run(tx, Rows.INSERT, unknown, Row::keyAndTarget);
            run(tx, Rows.INSERT, fresh, Row::keyAndTarget);
            int[] updated = run(tx, Rows.UPDATE, known, Row::targetAndKey);
            List<Row> gone = new ArrayList<>();
            for (int i = 0; i < updated.length; i++) {
                if (updated[i] == 0) {
                    gone.add(known.get(i));
                }
            }
            run(tx, Rows.INSERT, gone, Row::keyAndNewTarget);
            goneRows = gone;
            mayBeCommitted = true;
            return true;
        }

        private static int[] run(Transaction tx, String sql, List<Row> rows, Function<Row, Object[]> values)
                throws SQLException {
            return rows.isEmpty()
                    ? new int[0]
                    : tx.batch(sql, rows.stream().map(values).toList());
        }
    }

    private void keepWithinBound() {
        for (Function<KeyMinute, Object> coarser : COARSER) {
            if (kept.size() > mostKept) {
                kept = merged(kept, coarser);
            }
        }
    }

    /** Rows of which the database has something stay as they are: no more than what was open when it began to fail. */
    private List<Row> merged(List<Row> rows, Function<KeyMinute, Object> coarser) {
        List<Row> result = new ArrayList<>();
        Map<Object, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.isNew()) {
                groups.computeIfAbsent(coarser.apply(row.minute()), group -> new ArrayList<>())
                        .add(row);
            } else {
                result.add(row);
            }
        }
        for (List<Row> group : groups.values()) {
            result.add(group.size() == 1 ? group.get(0) : merged(group));
        }
        return result;
    }

    /** A row at the oldest of these minutes that has what all of them have. */
    private Row merged(List<Row> rows) {
        Sum sum = new Sum();
        KeyMinute oldest = rows.get(0).minute();
        for (Row row : rows) {
            sum.add(row.total());
            if (row.minute().startAt() < oldest.startAt()) {
                oldest = row.minute();
            }
        }
        Row merged = new Row(oldest, node);
        merged.setTotal(sum.totals());
        return merged;
    }
}
