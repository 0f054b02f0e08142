package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {
    /** Two threads with one place would wait for the same cache line with everything that they lend. */
    @Test
    void threadsThatWereStartedOneAfterAnother_haveDifferentPlaces() {
        for (int places = 8; places <= 256; places *= 2) {
            for (long thread = 1; thread < 10_000; thread++) {
                int home = Pool.home(thread, places);
                assertTrue(home >= 0 && home < places);
                assertNotEquals(home, Pool.home(thread + 1, places));
                assertNotEquals(home, Pool.home(thread + 2, places));
            }
        }
    }

    private final AtomicInteger made = new AtomicInteger();
    private final Pool<Lent> pool = new Pool<>(() -> new Lent(made.incrementAndGet()));

    @Test
    void noObject_isLentToTwoAtOnce() {
        try (Crowd crowd = new Crowd(8)) {
            crowd.all(thread -> {
                for (int i = 0; i < 200_000; i++) {
                    pool.with(lent -> {
                        assertEquals(1, lent.users.incrementAndGet());
                        lent.plain++; // seen by the next user only if handing over is safe
                        return lent.users.decrementAndGet();
                    });
                }
                return thread;
            });
        }
        assertTrue(made.get() < 10_000, made + " objects made for 1,600,000 uses");
    }

    @Test
    void whatOneUserWrote_theNextOneSees_andNothingIsLost() {
        AtomicInteger total = new AtomicInteger();
        Pool<Lent> counted = new Pool<>(() -> new Lent(0));
        try (Crowd crowd = new Crowd(8)) {
            crowd.all(thread -> {
                for (int i = 0; i < 50_000; i++) {
                    counted.with(lent -> {
                        int before = lent.plain;
                        int after = before + 1;
                        lent.plain = after;
                        lent.users.incrementAndGet();
                        total.addAndGet(lent.users.get() == after ? 1 : 0);
                        return after;
                    });
                }
                return thread;
            });
        }
        assertEquals(400_000, total.get());
    }

    @Test
    void objects_areLentAgain() {
        Lent first = pool.with(lent -> lent);
        assertSame(first, pool.with(lent -> lent));
        assertEquals(1, made.get());
    }

    @Test
    void lendingWhileLending_makesAnother() {
        pool.with(outer -> pool.with(inner -> {
            assertNotSame(outer, inner);
            return inner;
        }));
        assertEquals(2, made.get());
    }

    @Test
    void work_thatThrows_givesItsObjectBack() {
        assertThrows(
                IllegalStateException.class,
                () -> pool.with(lent -> {
                    throw new IllegalStateException();
                }));
        pool.with(lent -> lent);
        assertEquals(1, made.get());
    }

    @Test
    void moreUsersThanSlots_allGetOne() {
        assertEquals(1_000, nest(1_000));
        assertEquals(1_000, made.get());
    }

    private int nest(int depth) {
        return depth == 0 ? 0 : pool.with(lent -> 1 + nest(depth - 1));
    }

    private static final class Lent {
        final int number;
        final AtomicInteger users = new AtomicInteger();
        int plain;

        Lent(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return "object " + number;
        }
    }
}
