package dev.postern.token.jdbc;

import dev.postern.database.Database;
import dev.postern.database.Dialect;
import dev.postern.database.DuplicateKeyException;
import dev.postern.limit.SharedUsage;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was used of limits, in the database: a row for each, which is added to by one statement for all of them. By the database's clock, because nodes' clocks differ by more than some limits
 * take to be refilled. After some of the calls rows that nobody needs are removed, by a statement more.
 */
final class JdbcSharedUsage implements SharedUsage {
    private static final int TIDY_EVERY = 10;
    private static final int MOST_TRIES = 10;

    private final Database database;
    private final Dialect dialect;
    private final AtomicLong untilTidy = new AtomicLong(TIDY_EVERY);

    JdbcSharedUsage(Database database) {
        this.database = database;
        this.dialect = database.dialect();
    }

    @Override
    public List<Duration> add(List<Use> uses) {
        List<Use> inOneOrder = new ArrayList<>(uses); // or nodes would wait for each other's rows crosswise
        inOneOrder.sort((one, other) -> one.limit().compareTo(other.limit()));
        List<Object> values = new ArrayList<>();
        for (Use use : inOneOrder) {
            values.add(HexFormat.of().parseHex(use.limit()));
            values.add(TimeUnit.NANOSECONDS.toMicros(use.refill().toNanos()));
        }
        Map<String, Duration> used = new HashMap<>();
        String sql = LimitStatements.add(dialect, uses.size());
        Database.Work<Boolean> addition = tx -> {
            tx.each(
                    sql,
                    row -> used.put(
                            HexFormat.of().formatHex(row.getBytes(1)), Duration.of(row.getLong(2), ChronoUnit.MICROS)),
                    values.toArray());
            return true;
        };
        carryOut(addition);
        tidyIfDue();
        return uses.stream()
                .map(use -> used.getOrDefault(use.limit(), use.refill()))
                .toList();
    }

    /** H2 looks whether a row is there, and inserts it in a second step: another node may have done so in between. Then nothing was added. */
    private void carryOut(Database.Work<Boolean> addition) {
        for (int tries = 1; ; tries++) {
            try {
                database.inOneStatement(addition);
                return;
            } catch (DuplicateKeyException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void tidyIfDue() {
        if (untilTidy.decrementAndGet() > 0) {
            return;
        }
        untilTidy.set(TIDY_EVERY);
        int removed = database.inOneStatement(tx -> tx.update(LimitStatements.tidy(dialect)));
        if (removed == LimitStatements.ROWS_AT_A_TIME) {
            untilTidy.set(1);
        }
    }
}
