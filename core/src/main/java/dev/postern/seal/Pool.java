package dev.postern.seal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lends objects that only one thread may use at a time and that are dear to make (a {@code Mac}, a generator of random
 * numbers). It never waits: if all are lent it makes another one. One per thread would not do, because virtual threads are
 * many and short-lived.
 */
public final class Pool<T> {
    private static final int STRIDE = 16; // a cache line of references
    /** 2^32 divided by the golden ratio: the leading bits of its multiples spread evenly. */
    private static final int GOLDEN = 0x9E3779B9;

    private final Supplier<? extends T> maker;
    private final AtomicReferenceArray<T> slots;
    private final int mask;

    /** A pool of what this maker makes; the maker is called by many threads. */
    public Pool(Supplier<? extends T> maker) {
        this.maker = maker;
        int size = Integer.highestOneBit(Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
        this.mask = size - 1;
        this.slots = new AtomicReferenceArray<>(size * STRIDE);
    }

    /** Applies the work to an object that nobody else has in the meantime, and returns what it returned. */
    public <R> R with(Function<? super T, ? extends R> work) {
        int home = home(Thread.currentThread().getId(), mask + 1);
        T lent = take(home);
        try {
            return work.apply(lent);
        } finally {
            giveBack(home, lent);
        }
    }

    /** The place of a thread among so many, a power of two; threads that were started one after another have different ones. */
    static int home(long thread, int places) {
        return ((int) thread * GOLDEN) >>> (Integer.numberOfLeadingZeros(places) + 1);
    }

    private T take(int home) {
        for (int i = 0; i <= mask; i++) {
            int slot = ((home + i) & mask) * STRIDE;
            if (slots.getPlain(slot) != null) {
                T lent = slots.getAndSet(slot, null);
                if (lent != null) {
                    return lent;
                }
            }
        }
        return maker.get();
    }

    private void giveBack(int home, T lent) {
        for (int i = 0; i <= mask; i++) {
            int slot = ((home + i) & mask) * STRIDE;
            if (slots.getPlain(slot) == null && slots.compareAndSet(slot, null, lent)) {
                return;
            }
        }
    }
}
