package dev.postern.analytics;

/** The statements that change the counts. */
final class Rows {
    static final String INSERT = "INSERT INTO postern_count (key_id, width, start_at, node, " + Sum.COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String UPDATE = "UPDATE postern_count SET issued = ?, verified = ?, succeeded = ?, allowed = ?,"
            + " redeemed = ?, score_tenths = ?, solve_times = ?"
            + " WHERE key_id = ? AND width = ? AND start_at = ? AND node = ?";
    static final String DELETE =
            "DELETE FROM postern_count WHERE key_id = ? AND width = ? AND start_at = ? AND node = ?";

    private Rows() {}

    /** The values of {@link #INSERT}. */
    static Object[] insert(long keyId, Width width, long startAt, long node, Totals totals) {
        return new Object[] {
            keyId,
            width.seconds(),
            startAt,
            node,
            totals.issued(),
            totals.verified(),
            totals.succeeded(),
            totals.allowed(),
            totals.redeemed(),
            totals.scoreTenths(),
            totals.solveTimes()
        };
    }
}
