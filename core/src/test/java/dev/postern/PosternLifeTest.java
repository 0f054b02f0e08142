package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.digits.Digits;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a challenge: issued, verified, redeemed. */
class PosternLifeTest {
    private final Gate gate = new Gate();

    @Test
    void rightAnswerInGoodTime_isAllowed_andItsPassTellsWhatWasVerified() {
        ChallengeRequest request = ChallengeRequest.of(gate.site).withAction("signup");
        String token = gate.issue(request);
        gate.clock.advanceMillis(5_234);
        Verdict verdict = gate.postern.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER)
                .withAction("signup")
                .withHostname("shop.example"));
        assertEquals(Outcome.ALLOWED, verdict.outcome());
        assertTrue(verdict.success() && verdict.allowed());
        assertEquals(100, verdict.score());
        assertEquals(Duration.ofMillis(5_234), verdict.solveTime());

        gate.clock.advanceMillis(60_000);
        Verification verification = gate.redeem(
                        verdict.verificationToken().orElseThrow().toString())
                .orElseThrow();
        assertEquals("shop", verification.site());
        assertEquals("signup", verification.action());
        assertEquals(Optional.of("shop.example"), verification.hostname());
        assertEquals(Audience.ANY, verification.audience());
        assertEquals("stub", verification.family());
        assertEquals("OPERATION_0", verification.operation());
        assertEquals(Difficulty.EASY, verification.difficulty());
        assertEquals(100, verification.score());
        assertEquals(TestClock.START, verification.issuedAt());
        assertEquals(Duration.ofMillis(5_234), verification.solveTime());
    }

    @Test
    void wrongAnswer_isIncorrect_andSpendsTheChallenge() {
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        Verdict verdict = gate.verifyWrong(token);
        assertEquals(new Verdict(Outcome.INCORRECT_ANSWER, 0, Gate.WELL_TIMED, Optional.empty()), verdict);
        assertFalse(verdict.success() || verdict.allowed());
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(token).outcome());
    }

    @Test
    void secondAttempt_isRefused_andEarnsNoPass() {
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        gate.verifyRight(token);
        Verdict second = gate.verifyRight(token);
        assertEquals(new Verdict(Outcome.ALREADY_USED, 0, Gate.WELL_TIMED, Optional.empty()), second);
        assertFalse(second.success() || second.allowed());
    }

    @Test
    void rightAnswerInAnInstant_isASuccess_butNotAllowed_andCarriesNoPass() {
        String token = gate.issue();
        gate.clock.advanceMillis(20);
        Verdict verdict = gate.verifyRight(token);
        assertEquals(new Verdict(Outcome.LOW_SCORE, 10, Duration.ofMillis(20), Optional.empty()), verdict);
        assertTrue(verdict.success());
        assertFalse(verdict.allowed());
        assertTrue(gate.store.attempts.get(0).pass().isEmpty());
        gate.clock.advance(Gate.WELL_TIMED);
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(token).outcome());
    }

    @Test
    void scoreThatReachesTheMinimumExactly_isAllowed() {
        Site strict = Gate.site("strict").minimumScore(100).build();
        Site lenient = Gate.site("lenient").minimumScore(10).build();
        String ofStrict = gate.issue(ChallengeRequest.of(strict));
        String ofLenient = gate.issue(ChallengeRequest.of(lenient));
        assertTrue(gate.postern
                .verify(AnswerRequest.of(lenient, ofLenient, StubFamily.ANSWER))
                .allowed());
        gate.clock.advanceMillis(600);
        assertTrue(gate.postern
                .verify(AnswerRequest.of(strict, ofStrict, StubFamily.ANSWER))
                .allowed());
    }

    @Test
    void scoreJustBelowTheMinimum_isNotAllowed() {
        Site site = Gate.site("strict").minimumScore(100).build();
        String token = gate.issue(ChallengeRequest.of(site));
        gate.clock.advanceMillis(599);
        Verdict verdict = gate.postern.verify(AnswerRequest.of(site, token, StubFamily.ANSWER));
        assertEquals(Outcome.LOW_SCORE, verdict.outcome());
        assertTrue(verdict.score() < 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "42.0", "042", " 42 ", "+42", "٤٢"})
    void answersThatMeanTheSame_areRight(String answer) {
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        assertEquals(Outcome.ALLOWED, gate.verify(token, answer).outcome());
    }

    @Test
    void pass_isARandomUuidOfVersion4_andRedeemedOnce() {
        Set<UUID> passes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String pass = gate.pass();
            UUID uuid = UUID.fromString(pass);
            assertEquals(4, uuid.version());
            assertEquals(2, uuid.variant());
            assertTrue(passes.add(uuid));
            assertTrue(gate.redeem(pass).isPresent());
            assertTrue(gate.redeem(pass).isEmpty());
        }
    }

    @Test
    void challenge_tellsItsFamilyAndLifetime_andItsTokenIsOfVersion8() {
        Site site = Gate.site("shop").challengeLifetime(Duration.ofSeconds(77)).build();
        Challenge challenge = gate.postern.issue(ChallengeRequest.of(site));
        assertEquals("stub", challenge.family());
        assertEquals(Duration.ofSeconds(77), challenge.lifetime());
        assertEquals(8, challenge.token().version());
        assertEquals(2, challenge.token().variant());
    }

    @Test
    void tokensOfOneInstant_areAllDifferent() {
        Set<UUID> tokens = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(tokens.add(
                    gate.postern.issue(ChallengeRequest.of(gate.site)).token()));
        }
    }

    // action and site

    @ParameterizedTest
    @ValueSource(strings = {"", "login", "Signup", "signup/"})
    void otherAction_isIncorrect_andSpendsNothing(String action) {
        String token = gate.issue(ChallengeRequest.of(gate.site).withAction("signup"));
        gate.clock.advance(Gate.WELL_TIMED);
        AnswerRequest request = AnswerRequest.of(gate.site, token, StubFamily.ANSWER);
        assertEquals(
                Outcome.INCORRECT_ANSWER,
                gate.postern.verify(request.withAction(action)).outcome());
        assertTrue(gate.store.attempts.isEmpty());
        assertTrue(gate.postern.verify(request.withAction("signup")).allowed());
    }

    @Test
    void otherSite_isIncorrect_andSpendsNothing() {
        Site other = Gate.site("blog").build();
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        Verdict stolen = gate.postern.verify(AnswerRequest.of(other, token, StubFamily.ANSWER));
        assertEquals(Outcome.INCORRECT_ANSWER, stolen.outcome());
        assertTrue(gate.store.attempts.isEmpty());
        assertTrue(gate.verifyRight(token).allowed());
    }

    @Test
    void otherSite_redeemsNoPass_andDoesNotSpendIt() {
        Site other = Gate.site("blog").build();
        String pass = gate.pass();
        assertTrue(gate.postern.redeem(other, pass).isEmpty());
        assertTrue(gate.postern.redeem(other, pass, UUID.randomUUID()).isEmpty());
        assertTrue(gate.redeem(pass).isPresent());
        assertTrue(gate.postern.redeem(other, pass).isEmpty());
    }

    @Test
    void challengesToken_isNoPass_andAPassIsNoChallenge() {
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        assertTrue(gate.redeem(token).isEmpty());
        String pass = gate.verifyRight(token).verificationToken().orElseThrow().toString();
        assertTrue(gate.redeem(token).isEmpty());
        assertEquals(Outcome.INCORRECT_ANSWER, gate.verifyRight(pass).outcome());
        assertTrue(gate.redeem(pass).isPresent());
    }

    @Test
    void idempotencyKey_getsTheSameReplyAgain_andNoOtherDoes() {
        String pass = gate.pass();
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            Verification verification =
                    gate.postern.redeem(gate.site, pass, key).orElseThrow();
            assertEquals("shop", verification.site());
            assertEquals(Gate.WELL_TIMED, verification.solveTime());
        }
        assertTrue(gate.postern.redeem(gate.site, pass, UUID.randomUUID()).isEmpty());
        assertTrue(gate.redeem(pass).isEmpty());
    }

    @Test
    void passSpentWithoutAnIdempotencyKey_isSpentForAll() {
        String pass = gate.pass();
        gate.redeem(pass);
        assertTrue(gate.postern.redeem(gate.site, pass, UUID.randomUUID()).isEmpty());
    }

    // nodes and secrets

    @Test
    void nodesThatShareSecretAndStore_areOneGate() {
        Postern other = gate.node(Duration.ZERO);
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        Verdict verdict = other.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER));
        assertTrue(verdict.allowed());
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(token).outcome());
        assertTrue(gate.redeem(verdict.verificationToken().orElseThrow().toString())
                .isPresent());
    }

    @Test
    void rotationOfSecrets_breaksNoChallengeInFlight_untilTheOldOneIsDropped() {
        byte[] fresh = Gate.secret(2);
        Postern rotated = gate.with(fresh).verifyOnlySecrets(Gate.SECRET).build();
        Postern dropped = gate.with(fresh).build();
        String one = gate.issue();
        String two = gate.issue();
        String three = rotated.issue(ChallengeRequest.of(gate.site)).token().toString();
        gate.clock.advance(Gate.WELL_TIMED);
        assertTrue(rotated.verify(AnswerRequest.of(gate.site, one, StubFamily.ANSWER))
                .allowed());
        assertEquals(
                Outcome.INCORRECT_ANSWER,
                dropped.verify(AnswerRequest.of(gate.site, two, StubFamily.ANSWER))
                        .outcome());
        assertTrue(dropped.verify(AnswerRequest.of(gate.site, three, StubFamily.ANSWER))
                .allowed());
    }

    @Test
    void gatesWithoutASecret_knowEachOthersChallengesNot() {
        Postern one = Postern.builder().clock(gate.clock).build();
        Postern two = Postern.builder().clock(gate.clock).build();
        String token = one.issue(ChallengeRequest.of(gate.site)).token().toString();
        gate.clock.advance(Gate.WELL_TIMED);
        AnswerRequest request = AnswerRequest.of(gate.site, token, StubFamily.ANSWER);
        assertEquals(Outcome.INCORRECT_ANSWER, two.verify(request).outcome());
        assertTrue(one.verify(request).allowed());
        one.close();
        two.close();
    }

    // what is on offer

    @Test
    void withdrawnFamilyOrDifficulty_takesItsChallengesWithIt() {
        Site hard = Gate.site("shop").difficulties(Difficulty.HARD).build();
        Site digits = Site.builder("shop").families(Digits.family()).build();
        for (Site changed : new Site[] {hard, digits}) {
            String token = gate.issue();
            gate.clock.advance(Gate.WELL_TIMED);
            Verdict verdict = gate.postern.verify(AnswerRequest.of(changed, token, StubFamily.ANSWER));
            assertEquals(Outcome.INCORRECT_ANSWER, verdict.outcome());
            assertTrue(verdict.verificationToken().isEmpty());
        }
    }

    @Test
    void withdrawnFamily_takesItsPassesWithIt_butAnotherDifficultyDoesNot() {
        Site hard = Gate.site("shop").difficulties(Difficulty.HARD).build();
        Site digits = Site.builder("shop").families(Digits.family()).build();
        String one = gate.pass();
        String two = gate.pass();
        assertTrue(gate.postern.redeem(digits, one).isEmpty());
        assertTrue(gate.postern.redeem(digits, one, UUID.randomUUID()).isEmpty());
        assertEquals(
                Difficulty.EASY, gate.postern.redeem(hard, two).orElseThrow().difficulty());
    }

    @Test
    void eachDifficultyFamilyAndOperation_isToldOfThePass() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (int operation : new int[] {0, 1, 31, 63}) {
                Site site = Gate.site("shop")
                        .families(StubFamily.FAMILY.asking(operation, 64))
                        .difficulties(difficulty)
                        .build();
                String token = gate.issue(ChallengeRequest.of(site));
                gate.clock.advance(Gate.WELL_TIMED);
                UUID pass = gate.postern
                        .verify(AnswerRequest.of(site, token, StubFamily.ANSWER))
                        .verificationToken()
                        .orElseThrow();
                Verification verification =
                        gate.postern.redeem(site, pass.toString()).orElseThrow();
                assertEquals("OPERATION_" + operation, verification.operation());
                assertEquals(difficulty, verification.difficulty());
            }
        }
    }

    @Test
    void requestedFamilyAndLocale_areTakenFromTheOffer_elseTheFirst() {
        StubFamily second = new StubFamily("second", 9, "1", 0, 1);
        Site site = Gate.site("shop")
                .families(StubFamily.FAMILY, second)
                .locales(Locale.ENGLISH, Locale.GERMANY, Locale.GERMAN)
                .build();
        ChallengeRequest any = ChallengeRequest.of(site);
        assertEquals("stub", gate.postern.issue(any).family());
        assertEquals("second", gate.postern.issue(any.withFamily("second")).family());
        assertEquals("Say it at EASY in en", instruction(any));
        assertEquals("Say it at EASY in de", instruction(any.withLocale(Locale.GERMAN)), "the very one");
        assertEquals("Say it at EASY in de-DE", instruction(any.withLocale(Locale.forLanguageTag("de-CH"))), "nearest");
        assertEquals("Say it at EASY in en", instruction(any.withLocale(Locale.UK)));
        assertEquals("Say it at EASY in en", instruction(any.withLocale(Locale.FRENCH)));
        assertEquals("Say it at EASY in en", instruction(any.withLocale(Locale.ROOT)));
    }

    private String instruction(ChallengeRequest request) {
        return gate.postern.issue(request).prompt() instanceof TextPrompt prompt ? prompt.instruction() : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "12345678901234567890123456789012345678901234567890123456789012345"})
    void familyWhoseAnswerNoClientCouldGive_isRefusedAtIssue(String answer) {
        Site site =
                Gate.site("shop").families(StubFamily.FAMILY.answering(answer)).build();
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> gate.issue(ChallengeRequest.of(site)));
        assertTrue(String.valueOf(refusal.getMessage()).contains("stub"));
    }

    @Test
    void familyWhoseAnswerIsNotCanonical_isAnsweredAllTheSame() {
        Site site = Gate.site("shop")
                .families(StubFamily.FAMILY.answering(" Straße 07 "))
                .build();
        String token = gate.issue(ChallengeRequest.of(site));
        gate.clock.advance(Gate.WELL_TIMED);
        assertTrue(
                gate.postern.verify(AnswerRequest.of(site, token, "STRASSE 07")).allowed());
    }

    /** Its challenge could never be verified: better to fail at issue than at every visitor. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 63, 64})
    void familyWhoseOperationIsNoneOfItsOwn_isRefusedAtIssue(int operation) {
        Site site = Gate.site("shop")
                .families(StubFamily.FAMILY.asking(operation, 3))
                .build();
        assertThrows(RuntimeException.class, () -> gate.issue(ChallengeRequest.of(site)));
    }

    @Test
    void digits_areServedOutOfTheBox() {
        Site site = Site.builder("shop").build();
        Challenge challenge = gate.postern.issue(ChallengeRequest.of(site));
        assertEquals("digits", challenge.family());
        assertEquals(Duration.ofSeconds(320), challenge.lifetime());
        assertNotEquals("", instruction(ChallengeRequest.of(site)));
    }

    // closing

    @Test
    void close_closesTheStore() {
        gate.postern.close();
        assertEquals(1, gate.store.closed);
    }
}
