package dev.postern.analytics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SolveTimesTest {
    private static final double[] SHARES = {0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

    static Stream<Named<LongSupplier>> distributions() {
        SplittableRandom random = new SplittableRandom(5);
        return Stream.of(
                Named.of("uniform up to a minute", () -> random.nextLong(1, 60_000)),
                Named.of("few milliseconds", () -> random.nextLong(1, 60)),
                Named.of(
                        "over the whole range, evenly in the logarithm",
                        () -> Math.round(Math.exp(random.nextDouble() * Math.log(SolveTimes.LONGEST_MILLIS)))),
                Named.of("exponential", () -> 1 + Math.round(-800 * Math.log(1 - random.nextDouble()))),
                Named.of(
                        "heavy tail",
                        () -> Math.min(
                                SolveTimes.LONGEST_MILLIS, Math.round(200 / Math.pow(1 - random.nextDouble(), 1.2)))),
                Named.of(
                        "agents and humans",
                        () -> random.nextInt(3) == 0 ? random.nextLong(9_000, 30_000) : random.nextLong(300, 700)),
                Named.of("always the same", () -> 523));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void quantiles_differFromTheExactOnesByTwoPercentAndARoundingAtMost(LongSupplier times) {
        for (int size : new int[] {1, 2, 19, 20, 21, 10_000}) {
            long[] exact = new long[size];
            long[] counts = new long[SolveTimes.BUCKETS];
            for (int i = 0; i < size; i++) {
                exact[i] = times.getAsLong();
                counts[SolveTimes.bucket(exact[i])]++;
            }
            Arrays.sort(exact);
            for (double share : SHARES) {
                long expected = exact[Math.max(1, (int) Math.ceil(share * size)) - 1];
                long estimate = SolveTimes.quantile(counts, share);
                assertTrue(
                        Math.abs(estimate - expected) <= 0.02 * expected + 0.5 + 1e-9,
                        estimate + " for " + expected + " at " + share + " of " + size);
            }
        }
    }

    @Test
    void everyTime_isEstimatedToWithinTwoPercent() {
        for (long millis = 1; millis <= SolveTimes.LONGEST_MILLIS; millis += 1 + millis / 5_000) {
            long[] counts = new long[SolveTimes.BUCKETS];
            counts[SolveTimes.bucket(millis)] = 1;
            long estimate = SolveTimes.quantile(counts, 0.5);
            assertTrue(Math.abs(estimate - millis) <= 0.02 * millis + 0.5 + 1e-9, estimate + " for " + millis);
        }
    }

    @Test
    void timesOutsideTheRange_countAsItsEnds() {
        assertEquals(0, SolveTimes.bucket(0));
        assertEquals(0, SolveTimes.bucket(-5));
        assertEquals(SolveTimes.BUCKETS - 1, SolveTimes.bucket(SolveTimes.LONGEST_MILLIS));
        assertEquals(SolveTimes.BUCKETS - 1, SolveTimes.bucket(Long.MAX_VALUE));
    }

    @Test
    void whatIsEncoded_isDecodedTheSame() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            long[] counts = new long[SolveTimes.BUCKETS];
            for (int i = random.nextInt(SolveTimes.BUCKETS + 1); i > 0; i--) {
                counts[random.nextInt(SolveTimes.BUCKETS)] = random.nextLong() >>> random.nextInt(8, Long.SIZE);
            }
            assertArrayEquals(counts, decoded(SolveTimes.encode(counts)));
        }
    }

    @Test
    void histograms_addUp() {
        long[] counts = new long[SolveTimes.BUCKETS];
        counts[0] = 3;
        counts[377] = 200;
        long[] sum = decoded(SolveTimes.encode(counts));
        SolveTimes.add(SolveTimes.encode(counts), sum);
        counts[0] = 6;
        counts[377] = 400;
        assertArrayEquals(counts, sum);
    }

    @Test
    void theLongestEncoding_fitsItsColumn() {
        long[] counts = new long[SolveTimes.BUCKETS];
        Arrays.fill(counts, Long.MAX_VALUE);
        assertTrue(SolveTimes.encode(counts).length <= SolveTimes.MOST_BYTES);
        assertEquals((1L << 56) - 1, decoded(SolveTimes.encode(counts))[5]);
        assertEquals(0, SolveTimes.encode(new long[SolveTimes.BUCKETS]).length);
    }

    @Test
    void aMinuteOfOneTime_takesFiveBytesAtMost() {
        long[] counts = new long[SolveTimes.BUCKETS];
        counts[SolveTimes.bucket(60_000)] = 127;
        assertTrue(SolveTimes.encode(counts).length <= 5);
    }

    @Test
    void nonsense_isRefused() {
        byte[][] nonsense = {
            {1}, // nothing in it
            {2, 1, 1}, // another format
            {1, 0, 1}, // no gap
            {1, 1}, // no count
            {1, 1, 0}, // a count of zero
            {1, 1, (byte) 0x80, 0}, // a zero in two bytes
            {1, (byte) 0x81, 0, 1}, // a one in two bytes
            {1, 1, (byte) 0x81}, // cut off
            {1, (byte) 0xff, 0x7f, 1}, // a bucket beyond the last
            {1, 1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // a count of 63 bits
            {1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1},
            new byte[SolveTimes.MOST_BYTES + 1],
        };
        for (byte[] each : nonsense) {
            assertThrows(IllegalStateException.class, () -> decoded(each), Arrays.toString(each));
        }
    }

    @Test
    void randomBytes_areDecodedOrRefused() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(1, 40)];
            random.nextBytes(bytes);
            bytes[0] = 1;
            long[] counts;
            try {
                counts = decoded(bytes);
            } catch (IllegalStateException e) {
                continue;
            }
            assertArrayEquals(bytes, SolveTimes.encode(counts), "there is one encoding of each histogram");
        }
    }

    private static long[] decoded(byte[] bytes) {
        long[] counts = new long[SolveTimes.BUCKETS];
        SolveTimes.add(bytes, counts);
        return counts;
    }
}
