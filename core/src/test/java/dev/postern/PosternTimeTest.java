package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact boundaries of lifetimes, and clocks that differ. */
class PosternTimeTest {
    private final Gate gate = new Gate();

    @Test
    void challengeThatExpiresNow_hasExpired_evenWithTheRightAnswer() {
        String token = gate.issue();
        gate.clock.advanceMillis(320_000);
        assertEquals(Outcome.EXPIRED, gate.verifyRight(token).outcome());
        assertFalse(gate.verifyRight(token).success());
    }

    @Test
    void challengeAMillisecondBeforeItsExpiry_isAlive() {
        Site site = Gate.site("shop").minimumScore(0).build();
        String token = gate.issue(ChallengeRequest.of(site));
        gate.clock.advanceMillis(319_999);
        Verdict verdict = gate.postern.verify(AnswerRequest.of(site, token, StubFamily.ANSWER));
        assertEquals(Outcome.ALLOWED, verdict.outcome());
        assertEquals(Duration.ofMillis(319_999), verdict.solveTime());
    }

    @ParameterizedTest
    @CsvSource({"1000", "1001", "77000", "86400000"})
    void lifetimeOfTheSite_isTheLifetimeOfItsChallenges(long millis) {
        Site site =
                Gate.site("shop").challengeLifetime(Duration.ofMillis(millis)).build();
        String early = gate.issue(ChallengeRequest.of(site));
        String late = gate.issue(ChallengeRequest.of(site));
        gate.clock.advanceMillis(millis - 1);
        assertTrue(gate.postern
                .verify(AnswerRequest.of(site, early, StubFamily.ANSWER))
                .success());
        gate.clock.advanceMillis(1);
        assertEquals(
                Outcome.EXPIRED,
                gate.postern
                        .verify(AnswerRequest.of(site, late, StubFamily.ANSWER))
                        .outcome());
    }

    @Test
    void spentChallenge_staysSpent_untilItHasExpired() {
        String right = gate.issue();
        String wrong = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        gate.verifyRight(right);
        gate.verifyWrong(wrong);
        gate.clock.advanceMillis(320_000 - 5_000 - 1);
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(right).outcome());
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(wrong).outcome());
        gate.clock.advanceMillis(1);
        assertEquals(Outcome.EXPIRED, gate.verifyRight(right).outcome());
        assertEquals(Outcome.EXPIRED, gate.verifyRight(wrong).outcome());
    }

    @ParameterizedTest
    @CsvSource({"-5000, 0", "0, -5000", "-5000, 5000", "5000, -5000", "0, 0"})
    void spentChallenge_staysSpent_forNodesWhoseClocksDiffer(long firstAhead, long secondAhead) {
        Postern first = gate.node(Duration.ofMillis(firstAhead));
        Postern second = gate.node(Duration.ofMillis(secondAhead));
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        AnswerRequest right = AnswerRequest.of(gate.site, token, StubFamily.ANSWER);
        assertTrue(first.verify(right).success());
        gate.clock.advanceMillis(320_000 - 5_000 - secondAhead - 1);
        assertEquals(Outcome.ALREADY_USED, second.verify(right).outcome(), "a millisecond before its expiry there");
        gate.clock.advanceMillis(1);
        assertEquals(Outcome.EXPIRED, second.verify(right).outcome());
    }

    @Test
    void passAMillisecondBeforeItsExpiry_isRedeemed() {
        String pass = gate.pass();
        gate.clock.advanceMillis(299_999);
        assertTrue(gate.redeem(pass).isPresent());
    }

    @Test
    void passThatExpiresNow_hasExpired() {
        String pass = gate.pass();
        gate.clock.advanceMillis(300_000);
        assertTrue(gate.redeem(pass).isEmpty());
        assertTrue(gate.postern.redeem(gate.site, pass, UUID.randomUUID()).isEmpty());
    }

    @Test
    void lifetimeOfPasses_isTheSites_whenTheAnswerWasVerified() {
        Site site =
                Gate.site("shop").verificationLifetime(Duration.ofSeconds(1)).build();
        String token = gate.issue(ChallengeRequest.of(site));
        gate.clock.advance(Gate.WELL_TIMED);
        String pass = gate.postern
                .verify(AnswerRequest.of(site, token, StubFamily.ANSWER))
                .verificationToken()
                .orElseThrow()
                .toString();
        gate.clock.advanceMillis(1_000);
        assertTrue(gate.redeem(pass).isEmpty());
    }

    @Test
    void replyToAnIdempotencyKey_endsWithThePass() {
        String pass = gate.pass();
        UUID key = UUID.randomUUID();
        assertTrue(gate.postern.redeem(gate.site, pass, key).isPresent());
        gate.clock.advanceMillis(299_999);
        assertTrue(gate.postern.redeem(gate.site, pass, key).isPresent());
        gate.clock.advanceMillis(1);
        assertTrue(gate.postern.redeem(gate.site, pass, key).isEmpty());
    }

    @Test
    void tokenFromTheAllowedSkewInTheFuture_isTaken_withNoSolveTime() {
        String token = issueAhead(5_000);
        Verdict verdict = gate.verifyRight(token);
        assertEquals(Outcome.LOW_SCORE, verdict.outcome());
        assertEquals(Duration.ZERO, verdict.solveTime());
    }

    @Test
    void tokenFromFurtherInTheFuture_isNone_andIsAnsweredLater() {
        String token = issueAhead(5_001);
        Verdict verdict = gate.verifyRight(token);
        assertEquals(Outcome.INCORRECT_ANSWER, verdict.outcome());
        assertEquals(Duration.ZERO, verdict.solveTime());
        assertTrue(gate.store.attempts.isEmpty());
        gate.clock.advanceMillis(1);
        assertTrue(gate.verifyRight(token).success());
    }

    @Test
    void attemptAtATokenFromTheFuture_isRememberedUntilTheTokenExpires() {
        String token = issueAhead(5_000);
        gate.verifyWrong(token);
        gate.clock.advanceMillis(5_000 + 320_000 - 1);
        assertEquals(Outcome.ALREADY_USED, gate.verifyRight(token).outcome());
        gate.clock.advanceMillis(1);
        assertEquals(Outcome.EXPIRED, gate.verifyRight(token).outcome());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "523", "5234", "319999"})
    void solveTime_isFromIssueToAnswer_byTheServersClock(long millis) {
        String token = gate.issue();
        gate.clock.advanceMillis(millis);
        assertEquals(Duration.ofMillis(millis), gate.verifyRight(token).solveTime());
    }

    @Test
    void timeThatAClientWroteIntoAToken_isNotBelieved() {
        UUID token = UUID.fromString(gate.issue());
        gate.clock.advanceMillis(20);
        for (long millis : new long[] {-1_000_000, -320_000, -5_000, -1, 1, 4_999, 1_000_000}) {
            UUID forged = new UUID(token.getMostSignificantBits() + (millis << 16), token.getLeastSignificantBits());
            Verdict verdict = gate.verifyRight(forged.toString());
            assertEquals(Outcome.INCORRECT_ANSWER, verdict.outcome());
            assertTrue(verdict.solveTime().compareTo(Duration.ZERO) >= 0);
            assertTrue(verdict.solveTime().compareTo(gate.site.challengeLifetime()) <= 0);
        }
        assertTrue(gate.store.attempts.isEmpty());
        assertEquals(Outcome.LOW_SCORE, gate.verifyRight(token.toString()).outcome());
    }

    private String issueAhead(long millis) {
        return gate.node(Duration.ofMillis(millis))
                .issue(ChallengeRequest.of(gate.site))
                .token()
                .toString();
    }
}
