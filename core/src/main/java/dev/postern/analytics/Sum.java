package dev.postern.analytics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows added up. For one thread. */
final class Sum {
    /** The columns that {@link #add(ResultSet, int)} reads, in its order. */
    static final String COLUMNS = "issued, verified, succeeded, allowed, redeemed, score_tenths, solve_times";

    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.95;

    private long issued;
    private long verified;
    private long succeeded;
    private long allowed;
    private long redeemed;
    private long scoreTenths;
    private long @Nullable [] solveTimes;

    /** Adds a row whose {@link #COLUMNS} begin at this column. */
    void add(ResultSet row, int column) throws SQLException {
        issued += row.getLong(column);
        verified += row.getLong(column + 1);
        succeeded += row.getLong(column + 2);
        allowed += row.getLong(column + 3);
        redeemed += row.getLong(column + 4);
        scoreTenths += row.getLong(column + 5);
        addSolveTimes(row.getBytes(column + 6));
    }

    void add(Totals totals) {
        issued += totals.issued();
        verified += totals.verified();
        succeeded += totals.succeeded();
        allowed += totals.allowed();
        redeemed += totals.redeemed();
        scoreTenths += totals.scoreTenths();
        addSolveTimes(totals.solveTimes());
    }

    private void addSolveTimes(byte[] encoded) {
        if (encoded.length > 0) {
            long[] counts = solveTimes;
            if (counts == null) {
                counts = new long[SolveTimes.BUCKETS];
                solveTimes = counts;
            }
            SolveTimes.add(encoded, counts);
        }
    }

    Totals totals() {
        long[] counts = solveTimes;
        return new Totals(
                issued,
                verified,
                succeeded,
                allowed,
                redeemed,
                scoreTenths,
                counts == null ? new byte[0] : SolveTimes.encode(counts));
    }

    Figures figures() {
        return new Figures(
                issued,
                verified,
                succeeded,
                allowed,
                redeemed,
                verified == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.round(10_000.0 * succeeded / verified) / 10_000.0),
                succeeded == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.round((double) scoreTenths / succeeded) / 10.0),
                quantile(MEDIAN),
                quantile(MOST));
    }

    private OptionalLong quantile(double share) {
        long[] counts = solveTimes;
        return counts == null ? OptionalLong.empty() : OptionalLong.of(SolveTimes.quantile(counts, share));
    }
}
