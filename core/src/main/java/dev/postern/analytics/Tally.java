package dev.postern.analytics;

import dev.postern.Verdict;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What is counted for one key in one minute. Thread-safe, without locks. */
final class Tally {
    private static final double TENTHS = 10;

    private final LongAdder issued = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder allowed = new LongAdder();
    private final LongAdder redeemed = new LongAdder();
    private final LongAdder scoreTenths = new LongAdder();

    /** Made for the first right answer: for most keys most minutes have none. */
    private final AtomicReference<AtomicLongArray> solveTimes = new AtomicReference<>();

    void issued() {
        issued.increment();
    }

    /** The solve time first, because that it changed is seen by what is counted last. */
    void verified(Verdict verdict) {
        if (verdict.success()) {
            solveTimes().incrementAndGet(SolveTimes.bucket(verdict.solveTime().toMillis()));
            scoreTenths.add(Math.round(verdict.score() * TENTHS));
            succeeded.increment();
        }
        if (verdict.allowed()) {
            allowed.increment();
        }
        verified.increment();
    }

    void redeemed() {
        redeemed.increment();
    }

    private AtomicLongArray solveTimes() {
        AtomicLongArray there = solveTimes.get();
        if (there == null) {
            AtomicLongArray fresh = new AtomicLongArray(SolveTimes.BUCKETS);
            AtomicLongArray first = solveTimes.compareAndExchange(null, fresh);
            there = first == null ? fresh : first;
        }
        return there;
    }

    /** Whether anything was counted since these totals were taken. */
    boolean differsFrom(Totals before) {
        return issued.sum() != before.issued()
                || verified.sum() != before.verified()
                || succeeded.sum() != before.succeeded()
                || allowed.sum() != before.allowed()
                || redeemed.sum() != before.redeemed()
                || scoreTenths.sum() != before.scoreTenths();
    }

    /** While threads count, some of an answer's counts may be in it and others not yet: then it will differ from what follows. */
    Totals totals() {
        long[] sums = {issued.sum(), verified.sum(), succeeded.sum(), allowed.sum(), redeemed.sum(), scoreTenths.sum()};
        AtomicLongArray counts = solveTimes.get();
        byte[] encoded = new byte[0];
        if (counts != null) {
            long[] copy = new long[SolveTimes.BUCKETS];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = counts.get(i);
            }
            encoded = SolveTimes.encode(copy);
        }
        return new Totals(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], encoded);
    }
}
