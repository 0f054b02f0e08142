package dev.postern.token.jdbc;

import dev.postern.database.Dialect;
import java.util.Collections;

/** What limits that nodes share ask of a database, in its words. Times are Unix microseconds of the database's clock. */
final class LimitStatements {
    /** How many rows are removed at most: more than are added in a second. */
    static final int ROWS_AT_A_TIME = 2_000;

    private static final String KEPT_MICROS = "600000000";

    private LimitStatements() {}

    /** Adds to this many limits: key and refill of each. Each row that it gives is a key, and how long it takes until nothing is used of that. */
    static String add(Dialect dialect, int limits) {
        String now = now(dialect);
        String row = switch (dialect) {
            case POSTGRESQL -> "(CAST(? AS BYTEA), CAST(? AS BIGINT))";
            case MARIADB -> "(?, " + now + " + ?, " + now + " + " + KEPT_MICROS + ")";
            case H2 -> "(CAST(? AS BINARY(16)), CAST(? AS BIGINT))";
        };
        String rows = String.join(", ", Collections.nCopies(limits, row));
        return switch (dialect) {
            case POSTGRESQL ->
                "INSERT INTO postern_limit AS held (id, unused_at, kept_until) SELECT id, " + now + " + refill, " + now
                        + " + " + KEPT_MICROS + " FROM (VALUES " + rows + ") AS used (id, refill) ORDER BY id"
                        + " ON CONFLICT (id) DO UPDATE SET unused_at = GREATEST(held.unused_at, " + now
                        + ") + excluded.unused_at - " + now + ", kept_until = excluded.kept_until"
                        + " RETURNING id, unused_at - " + now;
            case MARIADB ->
                "INSERT INTO postern_limit (id, unused_at, kept_until) VALUES " + rows
                        + " ON DUPLICATE KEY UPDATE unused_at = GREATEST(unused_at, " + now
                        + ") + VALUES(unused_at) - " + now + ", kept_until = VALUES(kept_until)"
                        + " RETURNING id, unused_at - " + now;
            case H2 ->
                "SELECT id, unused_at - " + now + " FROM FINAL TABLE (MERGE INTO postern_limit held USING (VALUES "
                        + rows + ") used (id, refill) ON held.id = used.id"
                        + " WHEN MATCHED THEN UPDATE SET unused_at = GREATEST(held.unused_at, " + now
                        + ") + used.refill, kept_until = " + now + " + " + KEPT_MICROS
                        + " WHEN NOT MATCHED THEN INSERT (id, unused_at, kept_until) VALUES (used.id, " + now
                        + " + used.refill, " + now + " + " + KEPT_MICROS + "))";
        };
    }

    /** Removes some of the rows that are not kept any more, and skips those that somebody else is removing. */
    static String tidy(Dialect dialect) {
        String some = "SELECT id FROM postern_limit WHERE kept_until <= " + now(dialect) + " ORDER BY kept_until LIMIT "
                + ROWS_AT_A_TIME;
        return switch (dialect) {
            case POSTGRESQL -> "DELETE FROM postern_limit WHERE id = ANY (ARRAY(" + some + " FOR UPDATE SKIP LOCKED))";
            case MARIADB ->
                "DELETE postern_limit FROM (" + some + " FOR UPDATE SKIP LOCKED) old"
                        + " STRAIGHT_JOIN postern_limit ON postern_limit.id = old.id";
            case H2 -> "DELETE FROM postern_limit WHERE kept_until <= " + now(dialect) + " LIMIT " + ROWS_AT_A_TIME;
        };
    }

    /** The same throughout a statement. */
    private static String now(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> "CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000000 AS BIGINT)";
            case MARIADB -> "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))";
            case H2 -> "DATEDIFF(MICROSECOND, TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00', CURRENT_TIMESTAMP)";
        };
    }
}
