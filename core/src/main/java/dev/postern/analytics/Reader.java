package dev.postern.analytics;

import dev.postern.database.Database;
import dev.postern.database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;

/** Reads rows of counts. Thread-safe. */
final class Reader {
    /** One statement reads all widths of a key's rows: what is merged meanwhile is seen as it was before, or as it is after. */
    private static final String ROWS = "SELECT start_at, " + Sum.COLUMNS
            + " FROM postern_count WHERE key_id = ? AND width = ? AND start_at >= ? AND start_at < ?";

    private static final int KEYS_AT_A_TIME = 10;

    /** How much the clock of a node that merges may be fast. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;

    Reader(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds each row of the account's keys, or of one of them, that begins in this time to the sum that is given for its start. Whether there is
     * such a key.
     */
    boolean read(long accountId, OptionalLong keyId, Instant from, Instant to, LongFunction<Sum> sums) {
        Set<Width> widths = widthsSince(from);
        List<Long> keys = keys(accountId, keyId);
        for (int i = 0; i < keys.size(); i += KEYS_AT_A_TIME) {
            List<Long> some = keys.subList(i, Math.min(i + KEYS_AT_A_TIME, keys.size()));
            List<Object> values = new ArrayList<>();
            for (long key : some) {
                for (Width width : widths) {
                    values.addAll(List.of(key, width.seconds(), ceilMillis(from), ceilMillis(to)));
                }
            }
            String sql = String.join(" UNION ALL ", Collections.nCopies(some.size() * widths.size(), ROWS));
            // Not in one with the others, which would be done again all together: rows are added as they come.
            database.inTransaction(tx -> each(tx, sql, values, sums));
        }
        return keyId.isEmpty() || !keys.isEmpty();
    }

    private static boolean each(Transaction tx, String sql, List<Object> values, LongFunction<Sum> sums)
            throws SQLException {
        tx.each(sql, row -> sums.apply(row.getLong(1)).add(row, 2), values.toArray());
        return true;
    }

    private List<Long> keys(long accountId, OptionalLong keyId) {
        return database.inTransaction(tx -> keyId.isPresent()
                ? tx.all(
                        "SELECT id FROM postern_api_key WHERE account_id = ? AND id = ?",
                        row -> row.getLong(1),
                        accountId,
                        keyId.getAsLong())
                : tx.all("SELECT id FROM postern_api_key WHERE account_id = ?", row -> row.getLong(1), accountId));
    }

    /** Those that rows may have that begin then, or later. */
    private Set<Width> widthsSince(Instant from) {
        Set<Width> widths = EnumSet.of(Width.MINUTE);
        Instant latest = clock.instant().plus(SLACK);
        if (from.isBefore(latest.minus(Width.MINUTES_KEPT))) {
            widths.add(Width.HOUR);
        }
        if (from.isBefore(latest.minus(Width.HOURS_KEPT))) {
            widths.add(Width.DAY);
        }
        return widths;
    }

    private static long ceilMillis(Instant time) {
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(time) ? millis + 1 : millis;
    }
}
