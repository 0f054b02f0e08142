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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;

/** Reads rows of counts. Thread-safe. */
final class Reader {
    /** One statement reads all widths of a key's rows: what is merged meanwhile is seen as it was before, or as it is after. */
    private static final String ROWS = "SELECT start_at, " + Sum.COLUMNS
            + " FROM postern_count WHERE key_id = ? AND width = ? AND start_at >= ? AND start_at < ?";

    /** How much the clock of a node that merges may be fast. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;

    Reader(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds each row of the account's keys, or of one of them, that begins in this time to one of so many sums: the one at the index that is given
     * for its start. Empty if the account has no such key.
     */
    Optional<List<Sum>> read(
            long accountId, OptionalLong keyId, Instant from, Instant to, int sums, LongToIntFunction index) {
        return database.inTransaction(tx -> {
            if (keyId.isPresent() && !hasKey(tx, accountId, keyId.getAsLong())) {
                return Optional.empty();
            }
            List<Sum> result = Stream.generate(Sum::new).limit(sums).toList();
            Set<Width> widths = widthsSince(from);
            for (long key : keyId.isPresent() ? List.of(keyId.getAsLong()) : countedKeys(tx, accountId, from, to)) {
                each(
                        tx,
                        key,
                        widths,
                        from,
                        to,
                        row -> result.get(index.applyAsInt(row.getLong(1))).add(row, 2));
            }
            return Optional.of(result);
        });
    }

    /** Key by key: a statement with more rows would make H2 keep them on disk. */
    private static void each(
            Transaction tx, long key, Set<Width> widths, Instant from, Instant to, Transaction.RowConsumer consumer)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        for (Width width : widths) {
            values.addAll(List.of(key, width.seconds(), ceilMillis(from), ceilMillis(to)));
        }
        tx.each(String.join(" UNION ALL ", Collections.nCopies(widths.size(), ROWS)), consumer, values.toArray());
    }

    private static boolean hasKey(Transaction tx, long accountId, long key) throws SQLException {
        return tx.first(
                        "SELECT id FROM postern_api_key WHERE account_id = ? AND id = ?",
                        row -> row.getLong(1),
                        accountId,
                        key)
                .isPresent();
    }

    /** Those that something was counted of in this time: of the keys that an account ever had, these may be few. */
    private static List<Long> countedKeys(Transaction tx, long accountId, Instant from, Instant to)
            throws SQLException {
        String anyOfWidth = "EXISTS (SELECT 1 FROM postern_count c"
                + " WHERE c.key_id = k.id AND c.width = ? AND c.start_at >= ? AND c.start_at < ?)";
        List<Object> values = new ArrayList<>();
        values.add(accountId);
        for (Width width : Width.values()) {
            values.addAll(List.of(width.seconds(), ceilMillis(from), ceilMillis(to)));
        }
        return tx.all(
                "SELECT k.id FROM postern_api_key k WHERE k.account_id = ? AND ("
                        + String.join(" OR ", Collections.nCopies(Width.values().length, anyOfWidth)) + ")",
                row -> row.getLong(1),
                values.toArray());
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

    /** The first full Unix millisecond that is not before this time. */
    static long ceilMillis(Instant time) {
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(time) ? millis + 1 : millis;
    }
}
