package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.Work;
import dev.postern.challenge.WorkPrompt;
import dev.postern.challenge.digits.Digits;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proof of work gets dearer, and then is not enough, the more a client presses. */
class WorkLevelsTest {
    private final Gate gate = new Gate();
    private final Site site = Site.builder("people").audience(Audience.HUMAN).build();

    @ParameterizedTest
    @CsvSource({
        "0, 600000",
        "0.333, 600000",
        "0.334, 2000000",
        "0.666, 2000000",
        "0.667, 6000000",
        "1, 6000000",
    })
    void workIsDearer_theMoreTheClientPresses(double pressure, int max) {
        assertEquals(max, work(site, pressure).max());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void siteWithOneLevel_hasThatForAll(double pressure) {
        Site one = Site.builder("one")
                .audience(Audience.HUMAN)
                .work(Difficulty.MEDIUM, Difficulty.MEDIUM)
                .build();
        assertEquals(2_000_000, work(one, pressure).max());
    }

    @Test
    void questions_areAsHardForEveryone() {
        Site both =
                Gate.site("both").difficulties(Difficulty.EASY, Difficulty.HARD).build();
        TextPrompt prompt = (TextPrompt)
                gate.postern.issue(ChallengeRequest.of(both).withPressure(1)).prompt();
        assertEquals("Say it at EASY in en", prompt.instruction());
    }

    @Test
    void rightCounter_isAllowed_atOnce() throws NoSuchAlgorithmException {
        Challenge challenge = gate.postern.issue(ChallengeRequest.of(site));
        Verdict verdict = verify(site, challenge, 0);
        assertEquals(Outcome.ALLOWED, verdict.outcome());
        assertEquals(100, verdict.score());
        Verification verification = gate.postern
                .redeem(site, verdict.verificationToken().orElseThrow().toString())
                .orElseThrow();
        assertEquals("work", verification.family());
        assertEquals("SHA_256", verification.operation());
        assertEquals(Difficulty.EASY, verification.difficulty());
    }

    @Test
    void rightCounter_fromWhoPressesTooMuch_scoresTooLow() throws NoSuchAlgorithmException {
        Challenge challenge = gate.postern.issue(ChallengeRequest.of(site));
        Verdict verdict = verify(site, challenge, 0.8);
        assertEquals(Outcome.LOW_SCORE, verdict.outcome());
        assertEquals(20, verdict.score());
    }

    @Test
    void levelThatIsNoLongerOffered_isSpentLikeAWrongAnswer() throws NoSuchAlgorithmException {
        Challenge challenge = gate.postern.issue(ChallengeRequest.of(site));
        Site dearer = Site.builder("people")
                .audience(Audience.HUMAN)
                .work(Difficulty.MEDIUM, Difficulty.HARD)
                .build();
        assertEquals(Outcome.INCORRECT_ANSWER, verify(dearer, challenge, 0).outcome());
        assertEquals(Outcome.ALREADY_USED, verify(site, challenge, 0).outcome());
    }

    @Test
    void siteThatOffersQuestionsAlone_takesNoWork() throws NoSuchAlgorithmException {
        Challenge challenge = gate.postern.issue(ChallengeRequest.of(site));
        Site questions = Site.builder("people").families(Digits.family()).build();
        assertEquals(Outcome.INCORRECT_ANSWER, verify(questions, challenge, 0).outcome());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void pressureBeyond0To1_isRefused(double pressure) {
        ChallengeRequest request = ChallengeRequest.of(site);
        AnswerRequest answer = AnswerRequest.of(site, "", "");
        assertThrows(IllegalArgumentException.class, () -> request.withPressure(pressure));
        assertThrows(IllegalArgumentException.class, () -> answer.withPressure(pressure));
    }

    @Test
    void workIsTheDefault_forPeopleAlone() {
        assertTrue(gate.postern.issue(ChallengeRequest.of(site)).prompt() instanceof WorkPrompt);
        Site anyone = Site.builder("anyone").build();
        assertTrue(gate.postern.issue(ChallengeRequest.of(anyone)).prompt() instanceof TextPrompt);
    }

    private WorkPrompt work(Site of, double pressure) {
        ChallengeRequest request = ChallengeRequest.of(of).withFamily(Work.NAME).withPressure(pressure);
        return (WorkPrompt) gate.postern.issue(request).prompt();
    }

    private Verdict verify(Site by, Challenge challenge, double pressure) throws NoSuchAlgorithmException {
        String counter = String.valueOf(search((WorkPrompt) challenge.prompt()));
        return gate.postern.verify(
                AnswerRequest.of(by, challenge.token().toString(), counter).withPressure(pressure));
    }

    /** As a client does it. */
    private static int search(WorkPrompt prompt) throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] target = HexFormat.of().parseHex(prompt.target());
        ByteBuffer message = ByteBuffer.allocate(36).put(HexFormat.of().parseHex(prompt.salt()));
        for (int counter = 0; counter < prompt.max(); counter++) {
            if (MessageDigest.isEqual(
                    target, sha256.digest(message.putInt(32, counter).array()))) {
                return counter;
            }
        }
        throw new AssertionError("no counter below " + prompt.max() + " is right");
    }
}
