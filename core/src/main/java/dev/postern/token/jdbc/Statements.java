package dev.postern.token.jdbc;

import dev.postern.database.Dialect;

/**
 * What the store asks of a database, in its words.
 *
 * @param insert a row, unless its challenge has one: challenge, until when it is kept, pass, until when that is good, content
 * @param redeem finds the content of a pass that is redeemed by this very statement, or was with the same key: key, pass, now, key
 * @param tidy removes some of the rows that were kept until this time at most, and skips those that somebody else is removing
 */
record Statements(String insert, String redeem, String tidy) {
    /** How many rows are removed at most: some milliseconds' work. */
    static final int ROWS_AT_A_TIME = 1_000;

    private static final String INTO =
            " INTO postern_spent (challenge, kept_until, pass, pass_until, content) VALUES (?, ?, ?, ?, ?)";
    private static final String IS_REDEEMABLE =
            " WHERE pass = ? AND pass_until > ? AND (redeemed_with IS NULL OR redeemed_with = ?)";
    private static final String UPDATE = "UPDATE postern_spent SET redeemed_with = ?" + IS_REDEEMABLE;
    private static final String SOME_EXPIRED =
            "SELECT challenge FROM postern_spent WHERE kept_until <= ? ORDER BY kept_until LIMIT " + ROWS_AT_A_TIME;

    static Statements of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                new Statements(
                        "INSERT" + INTO + " ON CONFLICT DO NOTHING",
                        UPDATE + " RETURNING content",
                        // An array is selected once; what IN selects may be selected again for each row.
                        "DELETE FROM postern_spent WHERE challenge = ANY (ARRAY(" + SOME_EXPIRED
                                + " FOR UPDATE SKIP LOCKED))");
            case MARIADB ->
                new Statements(
                        "INSERT IGNORE" + INTO,
                        // UPDATE … RETURNING, which it lacks: the row is there, and so is not inserted, but updated.
                        // It is locked as it is found, or two of these at once would end in a deadlock.
                        "INSERT INTO postern_spent (challenge, kept_until, redeemed_with)"
                                + " SELECT challenge, kept_until, ? FROM postern_spent" + IS_REDEEMABLE + " FOR UPDATE"
                                + " ON DUPLICATE KEY UPDATE redeemed_with = VALUES(redeemed_with) RETURNING content",
                        // Joined in this order, so that it never reads, and locks, all rows.
                        "DELETE postern_spent FROM (" + SOME_EXPIRED + " FOR UPDATE SKIP LOCKED) expired"
                                + " STRAIGHT_JOIN postern_spent ON postern_spent.challenge = expired.challenge");
            case H2 ->
                new Statements(
                        "INSERT" + INTO,
                        "SELECT content FROM FINAL TABLE (" + UPDATE + ")",
                        "DELETE FROM postern_spent WHERE kept_until <= ? LIMIT " + ROWS_AT_A_TIME);
        };
    }
}
