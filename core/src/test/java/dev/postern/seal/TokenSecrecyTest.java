package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.testing.ChiSquared;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Nothing in a token tells what was asked: each bit of 100,000 tokens against family, operation, difficulty and answer, by a
 * chi-squared test of independence. 1 % in all, divided by the number of tests (Bonferroni); secret, headers and answers are
 * fixed by a seed, so a run is like every other.
 */
class TokenSecrecyTest {
    private static final List<Difficulty> DIFFICULTIES = List.of(Difficulty.values());
    private static final int TOKENS = 100_000;
    private static final double LEVEL = 0.01;
    private static final int OPERATIONS = 24;
    private static final int ANSWERS = 40;

    private final List<Sample> samples = samples();

    @Test
    void noBitOfAToken_isRelatedToWhatWasAsked() {
        double smallest = smallestP(samples);
        int tests = tests(samples);
        assertTrue(tests > 300, tests + " tests");
        assertTrue(smallest >= LEVEL / tests, "p = " + smallest + " in " + tests + " tests");
    }

    /** Two bits at a time, of the 52 that are made with secrets: a mask that was used twice would show here alone. */
    @Test
    void noTwoBitsOfAToken_areRelatedToTheOperation() {
        long[] lows = samples.stream()
                .mapToLong(sample -> sample.token.getLeastSignificantBits())
                .toArray();
        int[] operations =
                samples.stream().mapToInt(sample -> sample.header.operation()).toArray();
        int bits = 52;
        int tests = bits * (bits - 1) / 2;
        double smallest = 1;
        for (int one = 0; one < bits; one++) {
            for (int two = 0; two < one; two++) {
                long[][] table = new long[2][OPERATIONS];
                for (int i = 0; i < TOKENS; i++) {
                    table[(int) ((lows[i] >>> one) ^ (lows[i] >>> two)) & 1][operations[i]]++;
                }
                smallest = Math.min(smallest, ChiSquared.independent(table));
            }
        }
        assertTrue(smallest >= LEVEL / tests, "p = " + smallest + " in " + tests + " tests");
    }

    @Test
    void thisTest_wouldFindAHeaderInTheClear() {
        List<Sample> unmasked = new ArrayList<>();
        for (Sample sample : samples) {
            SealedToken token = SealedToken.of(sample.token).orElseThrow();
            UUID clear = new SealedToken(
                            token.millis(), token.serial(), sample.header.toBits(), token.tag(), token.seal())
                    .toUuid();
            unmasked.add(new Sample(clear, sample.header, sample.answer));
        }
        assertTrue(smallestP(unmasked) < 1e-100);
    }

    private static double smallestP(List<Sample> samples) {
        double smallest = 1;
        for (int bit : varyingBits(samples)) {
            for (int variable = 0; variable < 4; variable++) {
                long[][] table = new long[2][ANSWERS];
                for (Sample sample : samples) {
                    table[sample.bit(bit)][sample.value(variable)]++;
                }
                smallest = Math.min(smallest, ChiSquared.independent(table));
            }
        }
        return smallest;
    }

    private static int tests(List<Sample> samples) {
        return 4 * varyingBits(samples).size();
    }

    private static List<Integer> varyingBits(List<Sample> samples) {
        List<Integer> varying = new ArrayList<>();
        for (int bit = 0; bit < 128; bit++) {
            int first = samples.get(0).bit(bit);
            int place = bit;
            if (samples.stream().anyMatch(sample -> sample.bit(place) != first)) {
                varying.add(bit);
            }
        }
        return varying;
    }

    private static List<Sample> samples() {
        SplittableRandom random = new SplittableRandom(5);
        Sealer sealer = new Sealer(List.of(Secrets.FIRST), random);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            Header header = new Header(
                    random.nextInt(5),
                    random.nextInt(OPERATIONS),
                    DIFFICULTIES.get(random.nextInt(DIFFICULTIES.size())));
            int answer = random.nextInt(ANSWERS);
            UUID token = sealer.seal(1_776_079_724_267L + i, "shop", "signup", header, Integer.toString(answer));
            samples.add(new Sample(token, header, answer));
        }
        return samples;
    }

    private record Sample(UUID token, Header header, int answer) {
        int bit(int place) {
            long half = place < 64 ? token.getLeastSignificantBits() : token.getMostSignificantBits();
            return (int) (half >>> place) & 1;
        }

        int value(int variable) {
            return switch (variable) {
                case 0 -> header.family();
                case 1 -> header.operation();
                case 2 -> DIFFICULTIES.indexOf(header.difficulty());
                default -> answer;
            };
        }
    }
}
