package dev.postern.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.testing.ChiSquared;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void oneCounterInRange_andNoOther_hashesToTheTarget(Difficulty difficulty) throws NoSuchAlgorithmException {
        Puzzle puzzle = compose(difficulty);
        WorkPrompt prompt = (WorkPrompt) puzzle.prompt();
        byte[] target = HexFormat.of().parseHex(prompt.target());
        ByteBuffer message = ByteBuffer.allocate(36).put(HexFormat.of().parseHex(prompt.salt()));
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Set<String> found = new HashSet<>();
        for (int counter = 0; counter < prompt.max(); counter++) {
            if (Arrays.equals(target, sha256.digest(message.putInt(32, counter).array()))) {
                found.add(String.valueOf(counter));
            }
        }
        assertEquals(Set.of(puzzle.answer()), found);
    }

    /** A value of another implementation: {@code (printf '%064x' 1; printf '%08x' 258) | xxd -r -p | sha256sum}. */
    @Test
    void hash_isOfTheSaltsBytesAndTheCountersFour_theHighestFirst() throws NoSuchAlgorithmException {
        assertEquals(
                "4d02c402c4230cc2fa18bf5831daba246adb3bea47738ab516cba4d2b6fed617", hash("0".repeat(63) + "1", 258));
    }

    @ParameterizedTest
    @CsvSource({"EASY, 600000", "MEDIUM, 2000000", "HARD, 6000000"})
    void difficulty_saysHowManyCountersThereAre(Difficulty difficulty, int max) {
        assertEquals(max, ((WorkPrompt) compose(difficulty).prompt()).max());
    }

    @Test
    void eachCounter_isEquallyLikely() {
        long[] tenths = new long[10];
        for (int i = 0; i < 20_000; i++) {
            tenths[Integer.parseInt(compose(Difficulty.EASY).answer()) / 60_000]++;
        }
        assertTrue(ChiSquared.uniform(tenths) > 0.001);
    }

    @Test
    void saltsAre32BytesThatNeverRepeat() {
        Set<String> salts = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            WorkPrompt prompt = (WorkPrompt) compose(Difficulty.EASY).prompt();
            assertTrue(prompt.salt().matches("[0-9a-f]{64}") && prompt.target().matches("[0-9a-f]{64}"));
            assertTrue(salts.add(prompt.salt()));
        }
    }

    /** Its name and its numbers are part of tokens and of the contract. */
    @Test
    void family_isTheSameInEveryRelease() {
        assertEquals("work", Work.family().name());
        assertEquals(1, Work.family().code());
        assertEquals(List.of("SHA_256"), Work.family().operations());
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void everyLanguage_isServed_becauseThereIsNothingToRead(Difficulty difficulty) {
        assertTrue(Work.family().supports(difficulty, Locale.JAPANESE));
        assertEquals(
                0, Work.family().compose(difficulty, Locale.JAPANESE, random).operation());
    }

    @Test
    void puzzle_tellsNothingOfItsAnswer() {
        Puzzle puzzle = compose(Difficulty.HARD);
        assertFalse(puzzle.toString().contains(puzzle.answer()));
    }

    private Puzzle compose(Difficulty difficulty) {
        return Work.family().compose(difficulty, Locale.ENGLISH, random);
    }

    private static String hash(String salt, int counter) throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(HexFormat.of().parseHex(salt));
        for (int shift = 24; shift >= 0; shift -= 8) {
            sha256.update((byte) (counter >>> shift));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
