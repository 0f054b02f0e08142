package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.token.Attempt;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.StoreUnavailableException;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the checks, and what replies must not tell. */
class PosternOrderTest {
    private final Gate gate = new Gate();
    private final Postern untouchable =
            gate.with(Gate.SECRET).store(new UntouchableStore()).build();

    @Test
    void forgedToken_neverReachesTheStore() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            // of our version and variant, from now, all else by chance: one in 65,536 would pass the tag
            UUID forged = new UUID(
                    gate.clock.millis() << 16 | 0x8000 | random.nextInt(1 << 12),
                    Long.MIN_VALUE | random.nextLong(1L << 62));
            assertEquals(Outcome.INCORRECT_ANSWER, verifyUntouched(forged.toString()));
        }
    }

    @Test
    void randomUuidsOfVersion4_areIncorrect_andNeverReachTheStore() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 10_000; i++) {
            UUID uuid = new UUID((random.nextLong() & ~0xF000L) | 0x4000, random.nextLong(1L << 62) | Long.MIN_VALUE);
            assertEquals(4, uuid.version());
            assertEquals(Outcome.INCORRECT_ANSWER, verifyUntouched(uuid.toString()));
        }
    }

    @Test
    void expiredToken_neverReachesTheStore() {
        String token = gate.issue();
        gate.clock.advance(gate.site.challengeLifetime());
        assertEquals(Outcome.EXPIRED, verifyUntouched(token));
    }

    @Test
    void tokenFromTooFarInTheFuture_neverReachesTheStore() {
        String token = gate.node(Duration.ofMillis(5_001))
                .issue(ChallengeRequest.of(gate.site))
                .token()
                .toString();
        assertEquals(Outcome.INCORRECT_ANSWER, verifyUntouched(token));
    }

    @Test
    void tokenOrAnswerOfNoForm_neverReachesTheStore() {
        assertEquals(Outcome.INVALID_INPUT, verifyUntouched("1-2-3-4-5"));
        assertEquals(
                Outcome.INVALID_INPUT,
                untouchable
                        .verify(AnswerRequest.of(gate.site, gate.issue(), " "))
                        .outcome());
    }

    @Test
    void malformedPass_neverReachesTheStore() {
        for (String pass : List.of("", "1-2-3-4-5", "no pass", UUID.randomUUID() + " ")) {
            assertTrue(untouchable.redeem(gate.site, pass).isEmpty());
            assertTrue(untouchable.redeem(gate.site, pass, UUID.randomUUID()).isEmpty());
        }
    }

    @Test
    void issuing_neverReachesTheStore() {
        assertFalse(untouchable
                .issue(ChallengeRequest.of(gate.site))
                .token()
                .toString()
                .isEmpty());
    }

    // dead tokens are no oracle

    @Test
    void expired_isTheSameReply_forRightAndWrongAnswers() {
        for (Duration late : List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(400))) {
            Gate fresh = new Gate();
            String token = fresh.issue();
            fresh.clock.advance(fresh.site.challengeLifetime().plus(late));
            Verdict right = fresh.verifyRight(token);
            assertEquals(Outcome.EXPIRED, right.outcome());
            assertEquals(right, fresh.verifyWrong(token));
            assertEquals(right, fresh.verify(token, "word"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {StubFamily.ANSWER, "43"})
    void alreadyUsed_isTheSameReply_forRightAndWrongAnswers(String first) {
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        gate.verify(token, first);
        Verdict right = gate.verifyRight(token);
        assertEquals(Outcome.ALREADY_USED, right.outcome());
        assertEquals(right, gate.verifyWrong(token));
        assertEquals(right, gate.verify(token, "word"));
    }

    /** Or else the time of the reply would tell them apart. */
    @Test
    void alreadyUsed_asksTheFamilyAsOften_forRightAndWrongAnswers() {
        AskedFamily family = new AskedFamily();
        Site site = Site.builder("shop").families(family).build();
        String token = gate.postern.issue(ChallengeRequest.of(site)).token().toString();
        gate.clock.advance(Gate.WELL_TIMED);
        gate.postern.verify(AnswerRequest.of(site, token, "43"));

        int beforeRight = family.asked;
        Verdict right = gate.postern.verify(AnswerRequest.of(site, token, StubFamily.ANSWER));
        int beforeWrong = family.asked;
        Verdict wrong = gate.postern.verify(AnswerRequest.of(site, token, "43"));

        assertEquals(Outcome.ALREADY_USED, right.outcome());
        assertEquals(right, wrong);
        assertEquals(beforeWrong - beforeRight, family.asked - beforeWrong);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deadTokens_areTheSameReply_forRightAndWrongAnswers_whenTheStoreIsFull(boolean diedRight) {
        CaffeineTokenStore small = CaffeineTokenStore.builder()
                .maximumRight(4)
                .siteShare(1)
                .ticker(gate.clock.ticker())
                .build();
        Postern postern = gate.with(Gate.SECRET).store(small).build();
        String dead = postern.issue(ChallengeRequest.of(gate.site)).token().toString();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(postern.issue(ChallengeRequest.of(gate.site)).token().toString());
        }
        postern.verify(AnswerRequest.of(gate.site, dead, diedRight ? StubFamily.ANSWER : "43"));
        for (String other : others.subList(0, diedRight ? 3 : 4)) {
            postern.verify(AnswerRequest.of(gate.site, other, StubFamily.ANSWER));
        }
        assertEquals(4, small.rightAnswers());
        Verdict right = postern.verify(AnswerRequest.of(gate.site, dead, StubFamily.ANSWER));
        assertEquals(Outcome.ALREADY_USED, right.outcome());
        assertEquals(right, postern.verify(AnswerRequest.of(gate.site, dead, "43")));
        String live = postern.issue(ChallengeRequest.of(gate.site)).token().toString();
        assertThrows(
                StoreUnavailableException.class,
                () -> postern.verify(AnswerRequest.of(gate.site, live, StubFamily.ANSWER)));
    }

    @Test
    void storeThatCannotBeReached_isTold_andNothingIsSpent() {
        TokenStore down = new UntouchableStore() {
            @Override
            public boolean spend(Attempt attempt) {
                throw new StoreUnavailableException("down", Duration.ofSeconds(1));
            }
        };
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        Postern cutOff = gate.with(Gate.SECRET).store(down).build();
        assertThrows(
                StoreUnavailableException.class,
                () -> cutOff.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER)));
        assertTrue(gate.verifyRight(token).allowed());
    }

    // altered tokens

    /**
     * Whoever flips a bit of the masked header asks the gate about the operation behind it. Whatever was asked, each altered
     * token gets the same replies.
     */
    @Test
    void tokenWithAnAlteredHeader_getsTheSameReplies_whateverTheOperation() {
        int operations = 24;
        for (int delta = 1; delta < 1 << 12; delta++) {
            Set<List<Outcome>> replies = new LinkedHashSet<>();
            for (int operation = 0; operation < operations; operation++) {
                Site site = Gate.site("shop")
                        .families(StubFamily.FAMILY.asking(operation, operations))
                        .build();
                UUID token = gate.postern.issue(ChallengeRequest.of(site)).token();
                UUID altered =
                        new UUID(token.getMostSignificantBits(), token.getLeastSignificantBits() ^ (long) delta << 40);
                List<Outcome> replied = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    AnswerRequest request = AnswerRequest.of(site, altered.toString(), "1");
                    replied.add(gate.postern.verify(request).outcome());
                }
                replies.add(replied);
            }
            assertEquals(1, replies.size(), "header ^ " + Integer.toBinaryString(delta) + " gets one of " + replies);
        }
    }

    /**
     * In a rotation one token in 65,536 has a tag that fits the new secret too, under which its header reads as noise. It is a
     * token like every other: one attempt, and no oracle once it is dead.
     */
    @Test
    void tokenWhoseTagFitsTwoSecrets_isGoodForOneAttempt_andNoOracle() {
        byte[] fresh = Gate.secret(2);
        Postern rotated = gate.with(fresh).verifyOnlySecrets(Gate.SECRET).build();
        // A gate a day ahead that has the new secret alone: only of what it takes for its own it says that it has
        // expired.
        Postern ahead = gate.with(fresh)
                .clock(InstantSource.offset(gate.clock, Duration.ofDays(1)))
                .build();
        Site everything = everything();
        List<String> colliding = new ArrayList<>();
        for (int issued = 0; colliding.size() < 4; issued++) {
            if (issued % 1_000 == 0) {
                gate.clock.advance(Duration.ofMillis(1)); // in one millisecond a thread's serials would come again
            }
            String token = gate.issue();
            AnswerRequest probe = AnswerRequest.of(everything, token, "1");
            if (ahead.verify(probe).outcome() == Outcome.EXPIRED) {
                colliding.add(token);
            }
        }
        gate.clock.advance(Gate.WELL_TIMED);
        for (String token : colliding) {
            AnswerRequest wrong = AnswerRequest.of(gate.site, token, "43");
            AnswerRequest right = AnswerRequest.of(gate.site, token, StubFamily.ANSWER);
            assertEquals(Outcome.INCORRECT_ANSWER, rotated.verify(wrong).outcome());
            assertEquals(Outcome.ALREADY_USED, rotated.verify(right).outcome(), "one attempt");
            assertEquals(Outcome.ALREADY_USED, rotated.verify(wrong).outcome());
        }
        gate.clock.advance(gate.site.challengeLifetime());
        for (String token : colliding) {
            assertEquals(
                    rotated.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER)),
                    rotated.verify(AnswerRequest.of(gate.site, token, "43")),
                    "expired");
        }
    }

    private static Site everything() {
        StubFamily[] families = new StubFamily[16];
        for (int code = 0; code < 16; code++) {
            families[code] = new StubFamily("stub-" + code, code, "1", 0, 64);
        }
        return Site.builder("shop")
                .families(families)
                .difficulties(Difficulty.values())
                .build();
    }

    // upper and lower case

    @Test
    void tokenInUpperCase_isTheSameToken() {
        String token = gate.issue();
        String upper = token.toUpperCase(Locale.ROOT);
        assertNotEquals(token, upper);
        gate.clock.advance(Gate.WELL_TIMED);
        Verdict verdict = gate.verifyRight(upper);
        assertTrue(verdict.allowed());
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(token).outcome());
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(upper).outcome());
        String pass = verdict.verificationToken().orElseThrow().toString();
        assertTrue(gate.redeem(pass.toUpperCase(Locale.ROOT)).isPresent());
        assertTrue(gate.redeem(pass).isEmpty());
    }

    private Outcome verifyUntouched(String token) {
        return untouchable
                .verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER))
                .outcome();
    }

    private static class UntouchableStore implements TokenStore {
        @Override
        public boolean spend(Attempt attempt) {
            throw new AssertionError("the store was touched");
        }

        @Override
        public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
            throw new AssertionError("the store was touched");
        }

        @Override
        public void close() {}
    }

    /** Counts how often it is asked for anything. */
    private static final class AskedFamily implements ChallengeFamily {
        private int asked;

        private StubFamily stub() {
            asked++;
            return StubFamily.FAMILY;
        }

        @Override
        public String name() {
            return stub().name();
        }

        @Override
        public int code() {
            return stub().code();
        }

        @Override
        public List<String> operations() {
            return stub().operations();
        }

        @Override
        public boolean supports(Difficulty difficulty, Locale locale) {
            return stub().supports(difficulty, locale);
        }

        @Override
        public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
            return stub().compose(difficulty, locale, random);
        }
    }
}
