package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.ChiSquared;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The DRBG seeds itself, so its tests have a level: one false alarm in a million runs, divided by the number of tests. */
class DrbgTest {
    private static final double LEVEL = 1e-6;
    private final Drbg random = new Drbg();

    @Test
    void smallBounds_areDrawnEvenly() {
        int tests = 255;
        for (int bound = 2; bound <= 256; bound++) {
            long[] counts = new long[bound];
            for (int i = 0; i < 200 * bound; i++) {
                counts[random.nextInt(bound)]++;
            }
            double p = ChiSquared.uniform(counts);
            assertTrue(p >= LEVEL / tests, "bound " + bound + ": p = " + p);
        }
    }

    /** Without rejection a bound of 240 would favour 16 values in 65,536 draws by 1 in 273: seen in 40 million draws. */
    @Test
    void boundThatDoesNotDivideTheRange_isDrawnWithoutBias() {
        int bound = 240;
        long[] counts = new long[bound];
        for (int i = 0; i < 40_000_000; i++) {
            counts[random.nextInt(bound)]++;
        }
        double p = ChiSquared.uniform(counts);
        assertTrue(p >= LEVEL, "p = " + p);
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 1_000, 65_537, 1 << 22, Integer.MAX_VALUE})
    void largeBounds_areDrawnEvenly_andKept(int bound) {
        int tests = 5;
        long[] counts = new long[16];
        for (int i = 0; i < 400_000; i++) {
            int drawn = random.nextInt(bound);
            assertTrue(drawn >= 0 && drawn < bound);
            // 16 cells of nearly one size: their edges are where the values are, as nearly as the bound allows
            if (drawn < bound / 16 * 16) {
                counts[drawn / (bound / 16)]++;
            }
        }
        double p = ChiSquared.uniform(counts);
        assertTrue(p >= LEVEL / tests, "p = " + p);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void boundsThatAreNone_areRefused(int bound) {
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(bound));
    }

    @Test
    void boundOfOne_leavesZero() {
        for (int i = 0; i < 10_000; i++) {
            assertEquals(0, random.nextInt(1));
        }
    }

    @Test
    void eachBitOfALong_isAsOftenSetAsNot_alsoWhenShortDrawsComeBetween() {
        long[][] set = new long[64][2];
        for (int i = 0; i < 200_000; i++) {
            long drawn = random.nextLong();
            for (int bit = 0; bit < 64; bit++) {
                set[bit][(int) (drawn >>> bit) & 1]++;
            }
            for (int j = 0; j < i % 4; j++) {
                random.nextInt(9);
            }
        }
        for (long[] counts : set) {
            assertTrue(ChiSquared.uniform(counts) >= LEVEL / 64);
        }
    }

    @Test
    void noLongComesTwice_acrossBatchesAndGenerators() {
        Set<Long> seen = new HashSet<>();
        Drbg other = new Drbg();
        for (int i = 0; i < 100_000; i++) {
            assertTrue(seen.add(random.nextLong()));
            assertTrue(seen.add(other.nextLong()));
        }
    }

    @Test
    void successiveDraws_areUnrelated() {
        long[][] pairs = new long[16][16];
        int before = random.nextInt(16);
        for (int i = 0; i < 1_000_000; i++) {
            int drawn = random.nextInt(16);
            pairs[before][drawn]++;
            before = drawn;
        }
        assertTrue(ChiSquared.independent(pairs) >= LEVEL);
    }

    @Test
    void twoGenerators_areSeededApart() {
        assertNotEquals(new Drbg().nextLong(), new Drbg().nextLong());
    }
}
