package dev.postern.analytics;

import java.util.Arrays;

/** The counts of a row. Nobody changes the bytes. */
final class Totals {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, new byte[0]);

    private final long issued;
    private final long verified;
    private final long succeeded;
    private final long allowed;
    private final long redeemed;
    private final long scoreTenths;
    private final byte[] solveTimes;

    Totals(
            long issued,
            long verified,
            long succeeded,
            long allowed,
            long redeemed,
            long scoreTenths,
            byte[] solveTimes) {
        this.issued = issued;
        this.verified = verified;
        this.succeeded = succeeded;
        this.allowed = allowed;
        this.redeemed = redeemed;
        this.scoreTenths = scoreTenths;
        this.solveTimes = solveTimes;
    }

    long issued() {
        return issued;
    }

    long verified() {
        return verified;
    }

    long succeeded() {
        return succeeded;
    }

    long allowed() {
        return allowed;
    }

    long redeemed() {
        return redeemed;
    }

    long scoreTenths() {
        return scoreTenths;
    }

    byte[] solveTimes() {
        return solveTimes;
    }

    boolean isNone() {
        return equals(NONE);
    }

    Totals plus(Totals more) {
        Sum sum = new Sum();
        sum.add(this);
        sum.add(more);
        return sum.totals();
    }

    /** What has been counted since these were less. */
    Totals minus(Totals before) {
        long[] times = new long[SolveTimes.BUCKETS];
        long[] timesBefore = new long[SolveTimes.BUCKETS];
        SolveTimes.add(solveTimes, times);
        SolveTimes.add(before.solveTimes, timesBefore);
        Arrays.setAll(times, i -> times[i] - timesBefore[i]);
        return new Totals(
                issued - before.issued,
                verified - before.verified,
                succeeded - before.succeeded,
                allowed - before.allowed,
                redeemed - before.redeemed,
                scoreTenths - before.scoreTenths,
                SolveTimes.encode(times));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Totals that
                && issued == that.issued
                && verified == that.verified
                && succeeded == that.succeeded
                && allowed == that.allowed
                && redeemed == that.redeemed
                && scoreTenths == that.scoreTenths
                && Arrays.equals(solveTimes, that.solveTimes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(solveTimes) + Long.hashCode(issued + verified + scoreTenths);
    }
}
