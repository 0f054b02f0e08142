package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.testing.Crowd;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SerialsTest {
    private static final int SERIALS = 1_048_576;
    private static final Header HEADER = new Header(0, 0, Difficulty.EASY);

    @Test
    void stripes_giveOutEachNumberOnce_allTogether() {
        Serials serials = new Serials(new SplittableRandom(1));
        BitSet seen = new BitSet(SERIALS);
        for (int stripe = 0; stripe < Serials.STRIPES; stripe++) {
            for (int i = 0; i < SERIALS / Serials.STRIPES; i++) {
                int serial = serials.next(stripe);
                assertFalse(seen.get(serial), "serial " + serial + " came twice");
                seen.set(serial);
            }
        }
        assertEquals(SERIALS, seen.cardinality());
    }

    @Test
    void stripe_startsOver_whenAllItsNumbersHaveCome_andNotBefore() {
        Serials serials = new Serials(new SplittableRandom(1));
        int first = serials.next(3);
        for (int i = 1; i < SERIALS / Serials.STRIPES; i++) {
            assertNotEquals(first, serials.next(3));
        }
        assertEquals(first, serials.next(3));
    }

    @Test
    void threadThatDrawsForLong_getsNoNumberAgain_beforeItsStripeStartsOver() {
        Serials serials = new Serials(new SplittableRandom(1));
        BitSet seen = new BitSet(SERIALS);
        for (int i = 0; i < SERIALS / Serials.STRIPES; i++) {
            seen.set(serials.next());
        }
        assertEquals(SERIALS / Serials.STRIPES, seen.cardinality());
    }

    /** The one test by the real clock: as fast as this machine issues, no two tokens share a millisecond and a serial. */
    @Test
    @Tag("slow")
    void tenMillionTokensFromTwoThreads_asFastAsPossible_areAllDifferentInTimeAndSerial() {
        int each = 5_000_000;
        Sealer sealer = sealer(new SplittableRandom(2));
        InstantSource clock = InstantSource.system();
        long[] seen = new long[2 * each];
        try (Crowd crowd = new Crowd(2)) {
            crowd.all(thread -> {
                for (int i = 0; i < each; i++) {
                    UUID token = sealer.seal(clock.millis(), "s", "", HEADER, "1");
                    // the lowest 42 bits of the time (139 years) and the 22 of the serial
                    seen[thread * each + i] = Sealer.claimedMillis(token) << 22 | serial(token);
                }
                return thread;
            });
        }
        Arrays.parallelSort(seen);
        for (int i = 1; i < seen.length; i++) {
            assertNotEquals(seen[i - 1], seen[i]);
        }
    }

    @Test
    void serials_startAnywhere_anotherTimeInAnotherOrder() {
        BitSet starts = new BitSet();
        BitSet steps = new BitSet();
        for (int seed = 0; seed < 100; seed++) {
            Sealer sealer = sealer(new SplittableRandom(seed));
            int first = serial(sealer.seal(0, "s", "", HEADER, "1"));
            int second = serial(sealer.seal(0, "s", "", HEADER, "1"));
            starts.set(first);
            steps.set(second - first & (SERIALS - 1));
        }
        assertTrue(starts.cardinality() > 95 && steps.cardinality() > 95);
    }

    /**
     * What a competitor would try: take two tokens in a row, learn the step of a linear sequence from them, take a third one
     * later and solve for the number of tokens in between.
     */
    @Test
    void serials_doNotTellHowManyTokensWereIssuedInBetween() {
        int told = 0;
        for (int seed = 0; seed < 50; seed++) {
            Sealer sealer = sealer(new SplittableRandom(seed));
            int first = serial(sealer.seal(0, "s", "", HEADER, "1"));
            int second = serial(sealer.seal(0, "s", "", HEADER, "1"));
            for (int i = 0; i < 1_000; i++) {
                sealer.seal(0, "s", "", HEADER, "1");
            }
            int third = serial(sealer.seal(0, "s", "", HEADER, "1"));
            int guess = (third - second) * inverse(second - first) & (SERIALS - 1);
            told += guess == 1_001 ? 1 : 0;
        }
        assertEquals(0, told, "of 50 times the guess was right");
    }

    /** Of an odd number, modulo 2^32, by Newton's iteration: each step doubles the bits that are right. */
    private static int inverse(int odd) {
        int inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    private static int serial(UUID token) {
        return SealedToken.of(token).orElseThrow().serial();
    }

    private static Sealer sealer(RandomGenerator random) {
        return new Sealer(List.of(Secrets.FIRST), random);
    }
}
