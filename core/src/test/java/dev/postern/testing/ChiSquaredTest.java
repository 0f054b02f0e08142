package dev.postern.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquaredTest {
    @ParameterizedTest
    @CsvSource({
        "3.841, 1, 0.05",
        "6.635, 1, 0.01",
        "5.991, 2, 0.05",
        "11.070, 5, 0.05",
        "18.307, 10, 0.05",
        "23.209, 10, 0.01",
        "29.588, 10, 0.001",
        "37.566, 20, 0.01",
        "3.940, 10, 0.95",
        "124.342, 100, 0.05",
        "135.807, 100, 0.01",
        "70.065, 100, 0.99"
    })
    void upperTail_isThatOfTheTablesOfCriticalValues(double statistic, int degrees, double tail) {
        assertEquals(tail, ChiSquared.upperTail(statistic, degrees), tail * 2e-3);
    }

    @Test
    void upperTail_ofTwoDegrees_isExponential() {
        for (double x = 0.01; x < 700; x *= 1.1) {
            assertEquals(1, ChiSquared.upperTail(x, 2) / Math.exp(-x / 2), 1e-9, "at " + x);
        }
    }

    @Test
    void evenCounts_areUniform_andUnevenOnesAreNot() {
        assertEquals(1, ChiSquared.uniform(new long[] {100, 100, 100}));
        assertTrue(ChiSquared.uniform(new long[] {140, 80, 80}) < 1e-4);
    }

    @Test
    void unrelatedRowsAndColumns_areIndependent_andRelatedOnesAreNot() {
        assertEquals(1, ChiSquared.independent(new long[][] {{10, 20, 30}, {20, 40, 60}}), 1e-12);
        assertTrue(ChiSquared.independent(new long[][] {{100, 50}, {50, 100}}) < 1e-7);
    }

    /** 2,000 tests of uniform counts, of which 5 % fall below 0.05: within six standard deviations. */
    @Test
    void chance_fallsBelowALevel_asOftenAsTheLevelSays() {
        SplittableRandom random = new SplittableRandom(1);
        int below = 0;
        for (int test = 0; test < 2_000; test++) {
            long[] counts = new long[12];
            for (int i = 0; i < 1_200; i++) {
                counts[random.nextInt(counts.length)]++;
            }
            below += ChiSquared.uniform(counts) < 0.05 ? 1 : 0;
        }
        assertEquals(100, below, 6 * Math.sqrt(2_000 * 0.05 * 0.95));
    }
}
