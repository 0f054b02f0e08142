package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.seal.Sealer.Opened;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealerTest {
    private static final long NOW = 1_776_079_724_267L;
    private static final String SITE = "shop";
    private static final String ACTION = "signup";
    private static final String ANSWER = "42";
    private static final List<Difficulty> DIFFICULTIES = List.of(Difficulty.values());
    private static final Header HEADER = new Header(0, 3, Difficulty.EASY);

    private final Sealer sealer = sealer(Secrets.FIRST);

    @Test
    void token_opensAsItWasSealed_overRandomHeadersAnswersSitesAndActions() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(1L << 48);
            String site = text(random, 64);
            String action = text(random, 64);
            String answer = text(random, 192);
            Header header = new Header(
                    random.nextInt(16), random.nextInt(64), DIFFICULTIES.get(random.nextInt(DIFFICULTIES.size())));
            UUID token = sealer.seal(millis, site, action, header, answer);
            assertEquals(Optional.of(new Opened(millis, 1, header, true)), sealer.open(token, site, action, answer));
            assertEquals(millis, Sealer.claimedMillis(token));
        }
    }

    @Test
    void wrongAnswer_opensTheToken_butIsNotRight() {
        UUID token = seal(sealer);
        for (String wrong : List.of("", "4", "2", "24", "43", "042", "42 ", "420", "fortytwo")) {
            Opened opened = sealer.open(token, SITE, ACTION, wrong).orElseThrow();
            assertFalse(opened.right(), wrong);
            assertEquals(HEADER, opened.header());
            assertEquals(NOW, opened.millis());
        }
    }

    /**
     * All 128 bits of 1,000 tokens. A changed time or serial is right by a chance of 2^-40 (tag and seal), a changed header by
     * 2^-24 (seal), another change never: 0.0008 expected in all, so none is allowed.
     */
    @Test
    void anyChangedBit_makesTheRightAnswerFail() {
        for (int i = 0; i < 1_000; i++) {
            UUID token = sealer.seal(NOW + 2L * i, SITE, ACTION, HEADER, ANSWER);
            for (int bit = 0; bit < 128; bit++) {
                UUID forged = flip(token, bit);
                assertFalse(isRight(sealer, forged, SITE, ACTION, ANSWER), "bit " + bit + " of " + token);
            }
        }
    }

    /** 10,000 tokens; each comparison opens by a chance of 2^-16, so 0.15 are expected to, and four or more by 1 in 50,000. */
    @ParameterizedTest
    @CsvSource({"blog, signup", "shop, login", "Shop, signup", "'', signup", "shop, ''", "signup, shop"})
    void otherSiteOrAction_doesNotOpen(String site, String action) {
        int opened = 0;
        for (int i = 0; i < 10_000; i++) {
            UUID token = seal(sealer);
            opened += sealer.open(token, site, action, ANSWER).isPresent() ? 1 : 0;
            assertFalse(isRight(sealer, token, site, action, ANSWER));
        }
        assertTrue(opened < 4, opened + " opened");
    }

    @Test
    void otherSecret_doesNotOpen() {
        Sealer other = sealer(Secrets.SECOND);
        int opened = 0;
        for (int i = 0; i < 10_000; i++) {
            UUID token = seal(sealer);
            opened += other.open(token, SITE, ACTION, ANSWER).isPresent() ? 1 : 0;
            assertFalse(isRight(other, token, SITE, ACTION, ANSWER));
        }
        assertTrue(opened < 4, opened + " opened");
    }

    /** Tags are compared, not guessed: of random tokens one in 2^16 opens. 2^20 tokens: 16 expected, within six deviations. */
    @Test
    void randomTokens_open_onceIn65536Times_andAreNeverRight() {
        SplittableRandom random = new SplittableRandom(2);
        int opened = 0;
        for (int i = 0; i < 1 << 20; i++) {
            UUID forged = new SealedToken(
                            NOW,
                            random.nextInt(1 << 22),
                            random.nextInt(1 << 12),
                            random.nextInt(1 << 16),
                            random.nextInt(1 << 24))
                    .toUuid();
            Optional<Opened> result = sealer.open(forged, SITE, ACTION, ANSWER);
            opened += result.isPresent() ? 1 : 0;
            assertFalse(result.isPresent() && result.get().right());
        }
        assertTrue(opened <= 16 + 6 * 4, opened + " opened");
    }

    @Test
    void textsThatReadAlikeWhenJoined_areNotAlike() {
        assertFalse(isRight(sealer, sealer.seal(NOW, "ab", "c", HEADER, ANSWER), "a", "bc", ANSWER));
        assertFalse(isRight(sealer, sealer.seal(NOW, "a", "", HEADER, ANSWER), "", "a", ANSWER));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            String joined = text(random, 24) + "0123";
            int[] one = cuts(random, joined.length());
            int[] two = cuts(random, joined.length());
            UUID token = sealer.seal(
                    NOW,
                    joined.substring(0, one[0]),
                    joined.substring(one[0], one[1]),
                    HEADER,
                    joined.substring(one[1]));
            boolean right = isRight(
                    sealer,
                    token,
                    joined.substring(0, two[0]),
                    joined.substring(two[0], two[1]),
                    joined.substring(two[1]));
            assertEquals(one[0] == two[0] && one[1] == two[1], right, joined);
        }
    }

    @ParameterizedTest
    @CsvSource({"\u0101\u0101, \u0201\u0201", "a\u0101, a\u0001", "\u0100, \u0000", "\ud83d\ude00, \ud83e\ude00"})
    void textsWhoseLettersShareTheirLowBytes_areNotAlike(String one, String other) {
        assertTrue(isRight(sealer, sealer.seal(NOW, one, one, HEADER, one), one, one, one));
        assertFalse(isRight(sealer, sealer.seal(NOW, one, "", HEADER, ANSWER), other, "", ANSWER));
        assertFalse(isRight(sealer, sealer.seal(NOW, "", one, HEADER, ANSWER), "", other, ANSWER));
        assertFalse(isRight(sealer, sealer.seal(NOW, "", "", HEADER, one), "", "", other));
    }

    @Test
    void headerThatReadsLikeAnAnswer_isNotOne() {
        // The seal's message ends in: length of action, action, header (2 bytes), length of answer (2 bytes), answer.
        Header header = Header.ofBits(0x0102);
        UUID token = sealer.seal(NOW, SITE, "a", header, "b");
        String tail = "a" + "\u0001\u0002" + "\u0000\u0001" + "b";
        for (int cut = 0; cut <= tail.length(); cut++) {
            String action = tail.substring(0, cut);
            String answer = tail.substring(cut);
            assertFalse(isRight(sealer, token, SITE, action, answer));
        }
    }

    @Test
    void tokensOfOneAnswer_areAllDifferent() {
        assertNotEquals(seal(sealer), seal(sealer));
        assertNotEquals(
                seal(sealer).getLeastSignificantBits() & 0xFFFFFF, seal(sealer).getLeastSignificantBits() & 0xFFFFFF);
    }

    // secrets in rotation

    @Test
    void newSecretSeals_andTheOldOneOnlyOpens() {
        Sealer before = sealer(Secrets.FIRST);
        Sealer after = sealer(Secrets.SECOND, Secrets.FIRST);
        assertTrue(isRight(after, seal(before), SITE, ACTION, ANSWER));
        assertTrue(isRight(after, seal(after), SITE, ACTION, ANSWER));
        assertFalse(isRight(before, seal(after), SITE, ACTION, ANSWER));
        assertFalse(isRight(sealer(Secrets.SECOND), seal(before), SITE, ACTION, ANSWER));
    }

    @Test
    void rotationByTheBook_breaksNoChallengeInFlight() {
        Sealer old = sealer(Secrets.FIRST);
        Sealer prepared = sealer(Secrets.FIRST, Secrets.SECOND);
        Sealer promoted = sealer(Secrets.SECOND, Secrets.FIRST);
        for (Sealer issuer : List.of(old, prepared)) {
            for (Sealer verifier : List.of(old, prepared, promoted)) {
                assertTrue(isRight(verifier, seal(issuer), SITE, ACTION, ANSWER));
            }
        }
        for (Sealer verifier : List.of(prepared, promoted)) {
            assertTrue(isRight(verifier, seal(promoted), SITE, ACTION, ANSWER));
        }
    }

    @Test
    void wrongAnswerToATokenOfTheOldSecret_isTold_asOfAGenuineToken() {
        UUID token = seal(sealer(Secrets.FIRST));
        Opened opened = sealer(Secrets.SECOND, Secrets.FIRST)
                .open(token, SITE, ACTION, "43")
                .orElseThrow();
        assertFalse(opened.right());
        assertEquals(HEADER, opened.header());
    }

    /** One in 2^16 tokens has a tag that both secrets make; some 65,536 tries find one. */
    @Test
    void tokenOfTheOldSecret_whoseTagFitsTheNewOneToo_opensRight() {
        Sealer old = sealer(Secrets.FIRST);
        Sealer onlyNew = sealer(Secrets.SECOND);
        Sealer rotated = sealer(Secrets.SECOND, Secrets.FIRST);
        long millis = NOW;
        UUID token = seal(old);
        while (onlyNew.open(token, SITE, ACTION, ANSWER).isEmpty()) {
            token = old.seal(++millis, SITE, ACTION, HEADER, ANSWER);
        }
        assertEquals(Optional.of(new Opened(millis, 1, HEADER, true)), rotated.open(token, SITE, ACTION, ANSWER));
        assertFalse(rotated.open(token, SITE, ACTION, "43").orElseThrow().right());
    }

    // headers

    @Test
    void everyHeader_fitsInto12Bits_andReadsAsItWasWritten() {
        for (int family = 0; family < 16; family++) {
            for (int operation = 0; operation < 64; operation++) {
                for (Difficulty difficulty : Difficulty.values()) {
                    Header header = new Header(family, operation, difficulty);
                    assertTrue(header.toBits() >= 0 && header.toBits() < 1 << 12);
                    assertEquals(header, Header.ofBits(header.toBits()));
                }
            }
        }
    }

    @Test
    void any12Bits_readAsAHeader() {
        for (int bits = 0; bits < 1 << 12; bits++) {
            Header header = Header.ofBits(bits);
            assertEquals(bits >>> 2, header.toBits() >>> 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "16, 0", "0, -1", "0, 64"})
    void headerThatDoesNotFit_isRefused(int family, int operation) {
        assertThrows(IllegalArgumentException.class, () -> new Header(family, operation, Difficulty.EASY));
    }

    static Sealer sealer(byte[]... secrets) {
        return new Sealer(List.of(secrets), new SplittableRandom(4));
    }

    private static UUID seal(Sealer sealer) {
        return sealer.seal(NOW, SITE, ACTION, HEADER, ANSWER);
    }

    private static boolean isRight(Sealer sealer, UUID token, String site, String action, String answer) {
        return sealer.open(token, site, action, answer).filter(Opened::right).isPresent();
    }

    private static UUID flip(UUID token, int bit) {
        long high = token.getMostSignificantBits();
        long low = token.getLeastSignificantBits();
        return bit < 64 ? new UUID(high, low ^ 1L << bit) : new UUID(high ^ 1L << (bit - 64), low);
    }

    private static int[] cuts(RandomGenerator random, int length) {
        int one = random.nextInt(length + 1);
        int two = random.nextInt(length + 1);
        return new int[] {Math.min(one, two), Math.max(one, two)};
    }

    /** ASCII, Latin, CJK and emoji, in all lengths up to this many UTF-16 units. */
    private static String text(RandomGenerator random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        boolean ascii = random.nextBoolean();
        while (text.length() < length - 1) {
            int[] points = {' ' + random.nextInt(95), 0xC0 + random.nextInt(64), 0x4E00 + random.nextInt(999), 0x1F600};
            text.appendCodePoint(points[ascii ? 0 : random.nextInt(points.length)]);
        }
        return text.toString();
    }

    @Test
    void aRound_isToldByTheToken_andCanNotBeForged() {
        for (int round = 1; round <= 3; round++) {
            UUID token = sealer.seal(NOW, round, SITE, ACTION, HEADER, ANSWER);
            assertEquals(Optional.of(new Opened(NOW, round, HEADER, true)), sealer.open(token, SITE, ACTION, ANSWER));
            for (long bits = 1; bits < 4; bits++) {
                UUID forged = new UUID(token.getMostSignificantBits() ^ (bits << 10), token.getLeastSignificantBits());
                assertEquals(Optional.empty(), sealer.open(forged, SITE, ACTION, ANSWER));
            }
        }
    }
}
