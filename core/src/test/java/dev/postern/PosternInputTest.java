package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.challenge.Answer;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.digits.Digits;
import dev.postern.token.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and callers may write, and what texts of ours must not tell. */
class PosternInputTest {
    private static final Verdict INVALID = new Verdict(Outcome.INVALID_INPUT, 0, Duration.ZERO, Optional.empty());
    private static final String TOO_LONG = "5".repeat(65);

    private final Gate gate = new Gate();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1-2-3-4-5",
                "0196e1a2b3c48d5e9f60718293a4b5c6",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5c",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5c67",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5cg",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5c٦",
                "{196e1a2-b3c4-8d5e-9f60-718293a4b5c6"
            })
    void tokenOfNoForm_isInvalidInput(String token) {
        assertEquals(INVALID, gate.verifyRight(token));
        assertTrue(gate.redeem(token).isEmpty());
        assertTrue(gate.store.attempts.isEmpty() && gate.store.redeemed.isEmpty());
    }

    /** {@link UUID#fromString} would read it as the token itself, without the leading zero of a part. */
    @Test
    void tokenWithoutItsLeadingZeros_isInvalidInput_andSpendsNothing() {
        String token = gate.issue();
        assertTrue(token.startsWith("0"));
        assertEquals(UUID.fromString(token), UUID.fromString(token.substring(1)));
        gate.clock.advance(Gate.WELL_TIMED);
        assertEquals(INVALID, gate.verifyRight(token.substring(1)));
        assertEquals(INVALID, gate.verifyRight("0" + token));
        assertEquals(INVALID, gate.verifyRight(" " + token.substring(1)));
        assertTrue(gate.verifyRight(token).allowed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n ", "\u2003\u3000", TOO_LONG_ANSWER, TOO_LONG_SPACES})
    void answerThatIsBlankOrTooLong_isInvalidInput_andSpendsNothing(String answer) {
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        assertEquals(INVALID, gate.verify(token, answer));
        assertTrue(gate.store.attempts.isEmpty());
        assertTrue(gate.verifyRight(token).allowed());
    }

    private static final String TOO_LONG_ANSWER = "4200000000000000000000000000000000000000000000000000000000000000x";
    private static final String TOO_LONG_SPACES = "42                                                               ";

    @Test
    void answerOf64Characters_isLookedAt() {
        String answer = "a".repeat(64);
        Site site =
                Gate.site("shop").families(StubFamily.FAMILY.answering(answer)).build();
        String token = gate.issue(ChallengeRequest.of(site));
        gate.clock.advance(Gate.WELL_TIMED);
        assertTrue(gate.postern.verify(AnswerRequest.of(site, token, answer)).allowed());
    }

    @Test
    void numberWithAnExponent_isATextLikeAnyOther() {
        Site site =
                Gate.site("shop").families(StubFamily.FAMILY.answering("1000")).build();
        for (String answer : List.of("1e3", "1E3", "1e999999999", "0x3e8")) {
            String token = gate.issue(ChallengeRequest.of(site));
            assertEquals(
                    Outcome.INCORRECT_ANSWER,
                    gate.postern.verify(AnswerRequest.of(site, token, answer)).outcome());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "sign up", "a.b", "ä", "a\n", "<script>", TOO_LONG_ACTION})
    void whatIsNoAction_isRefused_withoutRepeatingIt(String action) {
        assertFalse(Action.isValid(action));
        AnswerRequest answer = AnswerRequest.of(gate.site, "token", "answer");
        for (RuntimeException refusal : List.of(
                assertThrows(IllegalArgumentException.class, () -> answer.withAction(action)),
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ChallengeRequest.of(gate.site).withAction(action)))) {
            assertTrue(String.valueOf(refusal.getMessage()).contains("A-Z a-z 0-9 _ / -"));
        }
    }

    private static final String TOO_LONG_ACTION = "a2345678901234567890123456789012345678901234567890123456789012345";

    @Test
    void actions_areUpTo64OfTheirAlphabet_orNone() {
        for (String action : List.of(Action.NONE, "a", "A-z_0/9", TOO_LONG_ACTION.substring(1))) {
            assertTrue(Action.isValid(action));
        }
    }

    @Test
    void familyThatIsNotOnOffer_isRefused_withoutRepeatingIt() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> ChallengeRequest.of(gate.site).withFamily("nonsense"));
        assertFalse(String.valueOf(refusal.getMessage()).contains("nonsense"));
    }

    /** A host name comes from a request's header: whatever it is, the pass must stay readable, or the request be refused. */
    @ParameterizedTest
    @CsvSource({"1", "253", "255", "256", "32767", "32768", "65535", "65536", "70000", "200000"})
    void hostnameOfAnyLength_comesBackAsItWas_orIsRefusedAtOnce(int length) {
        String hostname = "h".repeat(length);
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        AnswerRequest request;
        try {
            request = AnswerRequest.of(gate.site, token, StubFamily.ANSWER).withHostname(hostname);
        } catch (IllegalArgumentException refused) {
            assertTrue(length > 253);
            return;
        }
        String pass =
                gate.postern.verify(request).verificationToken().orElseThrow().toString();
        assertEquals(Optional.of(hostname), gate.redeem(pass).orElseThrow().hostname());
    }

    // what texts must not tell

    @Test
    void textsOfWhatHoldsATokenOrAnAnswer_tellNeither() {
        String token = gate.issue();
        gate.clock.advance(Gate.WELL_TIMED);
        AnswerRequest request = AnswerRequest.of(gate.site, token, "answer-42").withAction("signup");
        Challenge challenge = gate.postern.issue(ChallengeRequest.of(gate.site));
        Verdict verdict = gate.verifyRight(token);
        String pass = verdict.verificationToken().orElseThrow().toString();
        Puzzle puzzle = new Puzzle(new TextPrompt("A5B", List.of(5), "Say it"), "answer-42", 7);
        List<Object> holders = new ArrayList<>(List.of(
                request,
                challenge,
                verdict,
                puzzle,
                gate.postern,
                gate.site,
                gate.redeem(pass).orElseThrow()));
        holders.addAll(gate.store.attempts);
        holders.add(Optional.of(gate.store.redeemed.get(0)));
        for (Object holder : holders) {
            String text = holder.toString();
            for (UUID secret : List.of(UUID.fromString(token), UUID.fromString(pass), challenge.token())) {
                assertFalse(text.contains(secret.toString()), text);
                assertFalse(text.contains(Long.toString(secret.getLeastSignificantBits())), text);
                assertFalse(text.contains(Long.toHexString(secret.getLeastSignificantBits())), text);
            }
            assertFalse(text.contains("answer-42") || text.contains("operation=7"), text);
        }
    }

    @Test
    void messagesOfExceptions_tellNoTokenAndNoAnswer() {
        String token = gate.issue();
        String answer = "secret-answer";
        Site site = Gate.site("shop")
                .families(StubFamily.FAMILY.answering(answer.repeat(6)))
                .build();
        Site other = Gate.site("shop")
                .families(StubFamily.FAMILY.answering(answer).asking(9, 3))
                .build();
        List<Throwable> thrown = new ArrayList<>();
        thrown.add(assertThrows(RuntimeException.class, () -> gate.issue(ChallengeRequest.of(site))));
        try {
            gate.issue(ChallengeRequest.of(other));
        } catch (RuntimeException refused) {
            thrown.add(refused);
        }
        thrown.add(assertThrows(
                RuntimeException.class,
                () -> AnswerRequest.of(gate.site, token, answer).withAction("no action")));
        thrown.add(new StoreUnavailableException("full", Duration.ofSeconds(1)));
        for (Throwable refusal : thrown) {
            assertFalse(refusal.toString().contains(answer), refusal.toString());
            assertFalse(refusal.toString().contains(token), refusal.toString());
        }
    }

    // verdicts

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void successAndAllowed_followFromTheOutcome(Outcome outcome) {
        Verdict verdict = new Verdict(outcome, 0, Duration.ZERO, Optional.empty());
        assertEquals(
                List.of(Outcome.ALLOWED, Outcome.LOW_SCORE, Outcome.NEXT_ROUND).contains(outcome), verdict.success());
        assertEquals(outcome == Outcome.ALLOWED, verdict.allowed());
    }

    @Test
    void codesOfOutcomes_areThoseOfTheWireContract() {
        assertEquals("incorrect-answer", Outcome.INCORRECT_ANSWER.code());
        assertEquals("expired", Outcome.EXPIRED.code());
        assertEquals("already-used", Outcome.ALREADY_USED.code());
        assertEquals("invalid-input", Outcome.INVALID_INPUT.code());
    }

    // anything at all

    @Test
    void anyTokenAndAnswer_getAVerdict_andNeverAPass() {
        SplittableRandom random = new SplittableRandom(3);
        String genuine = gate.issue();
        for (int i = 0; i < 50_000; i++) {
            char[] token = genuine.toCharArray();
            for (int j = random.nextInt(4); j >= 0; j--) {
                token[random.nextInt(token.length)] = (char) random.nextInt(random.nextBoolean() ? 128 : 65_536);
            }
            String changed = new String(token);
            if (!changed.equalsIgnoreCase(genuine)) {
                String answer = random.nextBoolean() ? StubFamily.ANSWER : changed.substring(random.nextInt(36));
                assertFalse(gate.verify(changed, answer).success());
                assertTrue(gate.redeem(changed).isEmpty());
            }
        }
        gate.clock.advance(Gate.WELL_TIMED);
        assertTrue(gate.verifyRight(genuine).allowed());
    }

    @Test
    void answersOfDigits_areCanonicalAlready() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 10_000; i++) {
            Puzzle puzzle = Digits.family().compose(Difficulty.EASY, Locale.ENGLISH, random);
            assertEquals(Optional.of(puzzle.answer()), Answer.canonical(puzzle.answer()));
        }
        assertTrue(Answer.canonical(TOO_LONG).isEmpty());
    }
}
