package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.ChiSquared;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The DRBG seeds itself, so its tests have a level: one false alarm in a million runs, divided by the number of tests. */
class DrbgTest {
    private static final double LEVEL = 1e-6;
    private final Drbg random = new Drbg();

    /** CAVP's drbgvectors_no_reseed, CTR_DRBG, AES-256 no df, without personalisation and additional input, COUNT 0: the second request of 512 bits. */
    @Test
    void drawsWhatTheStandardsTestVectorSays() {
        HexFormat hex = HexFormat.of();
        byte[] seed = hex.parseHex("df5d73faa468649edda33b5cca79b0b05600419ccb7a879ddfec9db32ee494e5"
                + "531b51de16a30f769262474c73bec010");
        Drbg generator = new Drbg(seed, 64);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            drawn.append(hex.toHexDigits(generator.nextLong()));
        }
        assertEquals(
                "d1c07cd95af8a7f11012c84ce48bb8cb87189e99d40fccb1771c619bdf82ab22"
                        + "80b1dc2f2581f39164f7ac0c510494b3a43c41b7db17514c87b107ae793e01c5",
                drawn.substring(128));
    }

    /** A counter that ends in 127 bits of ones, which the next request has to carry over. */
    @Test
    void counterCarries_throughAllItsBytes() throws Exception {
        byte[] zeros = aes(new byte[32], counter(1));
        byte[] seed = new byte[48];
        byte[] wanted = new byte[48]; // a key of zeros, and the counter before it turns over
        Arrays.fill(wanted, 32, 48, (byte) 0xFF);
        for (int i = 0; i < 48; i++) {
            seed[i] = (byte) (zeros[i] ^ wanted[i]);
        }
        Drbg generator = new Drbg(seed, 16);
        long first = generator.nextLong();
        assertEquals(ByteBuffer.wrap(aes(new byte[32], counter(0))).getLong(), first);
    }

    private static byte[] counter(int value) {
        return ByteBuffer.allocate(16).putInt(12, value).array();
    }

    /** Three blocks of AES in counter mode, block by block. */
    private static byte[] aes(byte[] key, byte[] counter) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        ByteBuffer blocks = ByteBuffer.allocate(48);
        BigInteger next = new BigInteger(1, counter);
        for (int i = 0; i < 3; i++) {
            byte[] number = next.toByteArray();
            byte[] block = new byte[16];
            System.arraycopy(number, 0, block, 16 - number.length, number.length);
            blocks.put(cipher.doFinal(block));
            next = next.add(BigInteger.ONE);
        }
        return blocks.array();
    }

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

    /** Without rejection a bound of 245 would favour nearly half of the values by 1 in 267, together 12 standard deviations of what 40 million draws give. */
    @Test
    void boundThatDoesNotDivideTheRange_isDrawnWithoutBias() {
        int bound = 245;
        int[] preimages = new int[bound];
        for (int drawn = 0; drawn < 1 << 16; drawn++) {
            preimages[(drawn * bound) >>> 16]++;
        }
        int most = Arrays.stream(preimages).max().orElseThrow();
        int draws = 40_000_000;
        long ofFavoured = 0;
        for (int i = 0; i < draws; i++) {
            if (preimages[random.nextInt(bound)] == most) {
                ofFavoured++;
            }
        }
        double share =
                (double) Arrays.stream(preimages).filter(count -> count == most).count() / bound;
        double deviations = (ofFavoured - share * draws) / Math.sqrt(share * (1 - share) * draws);
        assertTrue(Math.abs(deviations) < 5, "standard deviations: " + deviations); // 6 in 10 million runs
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
