package dev.postern.seal;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;

/**
 * Serial numbers of 20 bits in no visible order. Threads draw from 16 stripes, each of which gives out its own 65,536 numbers before
 * one comes again: far more than a node issues in a millisecond. Thread-safe.
 */
final class Serials {
    static final int STRIPES = 16;
    private static final int STRIDE = 32; // two cache lines of ints, which processors fetch together
    private static final int HALF_BITS = SealedToken.COUNT_BITS / 2;
    private static final int HALF = (1 << HALF_BITS) - 1;
    private static final int ROUNDS = 6;

    private final AtomicIntegerArray counts = new AtomicIntegerArray((STRIPES + 1) * STRIDE);
    private final long[] roundKeys;

    /** The order of the numbers, which tells nobody how many were drawn, comes from this generator. */
    Serials(RandomGenerator random) {
        roundKeys = random.longs(ROUNDS).toArray();
    }

    /** The next number of the calling thread's stripe. */
    int next() {
        return next(Pool.home(Thread.currentThread().getId(), STRIPES));
    }

    /** The count and the stripe behind a Feistel network, which is a permutation: what differs stays different. */
    int next(int stripe) {
        int count = counts.getAndIncrement((stripe + 1) * STRIDE) * STRIPES + stripe;
        int left = (count >>> HALF_BITS) & HALF;
        int right = count & HALF;
        for (long key : roundKeys) {
            int mixed = left ^ (int) (((2L * right + 1) * key) >>> (Long.SIZE - HALF_BITS));
            left = right;
            right = mixed;
        }
        return (left << HALF_BITS) | right;
    }
}
