package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.challenge.KnownAnswers;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.Work;
import dev.postern.challenge.image.Transcription;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A right answer is answered by the next challenge, and the last one by the pass. */
class RoundsTest {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final KnownAnswers family = new KnownAnswers();
    private final TestClock clock = new TestClock();
    private final Postern postern = Postern.builder()
            .secret(HexFormat.of().parseHex("7f".repeat(32)))
            .clock(clock)
            .build();

    private Site site(int rounds, Difficulty difficulty) {
        return Site.builder("agents")
                .audience(Audience.AGENT)
                .families(family)
                .difficulties(difficulty)
                .locales(Locale.ENGLISH, Locale.GERMAN)
                .rounds(rounds)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void thePass_comesWithTheLastRound_andItsTimeAndScoreCoverAllOfThem(Difficulty difficulty) {
        Site site = site(3, difficulty);
        Challenge first = issue(site);
        Verdict one = answer(site, first);
        assertEquals(Outcome.NEXT_ROUND, one.outcome());
        assertTrue(one.success() && !one.allowed() && one.verificationToken().isEmpty());
        Challenge second = one.next().orElseThrow();
        Challenge third = answer(site, second).next().orElseThrow();
        assertEquals(first.expiresAt(), third.expiresAt());
        assertEquals(Duration.ofSeconds(318), third.left());
        Verdict last = answer(site, third);
        assertEquals(Outcome.ALLOWED, last.outcome());
        assertTrue(last.next().isEmpty());
        assertEquals(STEP.multipliedBy(3), last.solveTime());
        Verification verification = postern.redeem(
                        site, last.verificationToken().orElseThrow().toString())
                .orElseThrow();
        assertEquals(STEP.multipliedBy(3), verification.solveTime());
        assertEquals("CHAIN_3", verification.operation());
    }

    /** Else what is solved in each round by itself would do. */
    @Test
    void aLaterRound_asksForTheAnswerBefore() {
        Site site = site(2, Difficulty.EASY);
        for (int i = 0; i < 200; i++) {
            Challenge first = issue(site);
            long before = Long.parseLong(right(first));
            Challenge second = answer(site, first).next().orElseThrow();
            TextPrompt prompt = (TextPrompt) second.prompt();
            assertTrue(prompt.instruction().matches(".*(answer|answered).*"), prompt.instruction());
            String withoutIt = Long.toString(Long.parseLong(right(second)) - before);
            assertEquals(
                    before == 0 ? Outcome.ALLOWED : Outcome.INCORRECT_ANSWER,
                    verify(site, second, withoutIt).outcome());
        }
    }

    @Test
    void aWrongAnswer_endsIt_inWhateverRound_andEachRoundIsGoodForOneAnswer() {
        Site site = site(3, Difficulty.MEDIUM);
        Challenge first = issue(site);
        Challenge second = answer(site, first).next().orElseThrow();
        assertEquals(Outcome.ALREADY_USED, answer(site, first).outcome());
        assertEquals(Outcome.INCORRECT_ANSWER, verify(site, second, "-1").outcome());
        assertEquals(Outcome.ALREADY_USED, answer(site, second).outcome());
    }

    @Test
    void theFirstRoundsLifetime_isThatOfAll() {
        Site site = site(2, Difficulty.EASY);
        Challenge second = answer(site, issue(site)).next().orElseThrow();
        clock.advance(Duration.ofSeconds(318));
        assertEquals(Outcome.EXPIRED, answer(site, second).outcome());
    }

    @Test
    void theScore_decidesAtTheLastRoundAlone() {
        Site site = site(2, Difficulty.EASY);
        Challenge first = issue(site);
        Verdict one = verify(site, first, right(first));
        assertEquals(10, one.score());
        assertEquals(Outcome.NEXT_ROUND, one.outcome());
        Challenge second = one.next().orElseThrow();
        assertEquals(Outcome.LOW_SCORE, verify(site, second, right(second)).outcome());
    }

    @Test
    void manyRightAnswersAtOnce_getOneNextRound() {
        Site site = site(2, Difficulty.EASY);
        Challenge first = issue(site);
        clock.advance(STEP);
        try (Crowd crowd = new Crowd(16)) {
            List<Verdict> verdicts = crowd.all(i -> verify(site, first, right(first)));
            assertEquals(
                    1,
                    verdicts.stream()
                            .filter(verdict -> verdict.next().isPresent())
                            .count());
        }
    }

    @Test
    void roundBits_canNotBeChanged_soNoRoundIsSkipped() {
        Site site = site(3, Difficulty.EASY);
        Challenge first = issue(site);
        clock.advance(STEP);
        UUID token = first.token();
        for (long bits = 1; bits < 4; bits++) {
            UUID forged = new UUID(token.getMostSignificantBits() ^ (bits << 10), token.getLeastSignificantBits());
            AnswerRequest request = AnswerRequest.of(site, forged.toString(), right(first));
            assertEquals(Outcome.INCORRECT_ANSWER, postern.verify(request).outcome());
        }
        assertEquals(Outcome.NEXT_ROUND, verify(site, first, right(first)).outcome());
    }

    @Test
    void theNextRound_isInTheLanguageOfTheAnswersRequest() {
        Site site = site(2, Difficulty.MEDIUM);
        Challenge first = issue(site);
        AnswerRequest request =
                AnswerRequest.of(site, first.token().toString(), right(first)).withLocale(Locale.GERMANY);
        Challenge second = postern.verify(request).next().orElseThrow();
        assertEquals(Locale.GERMAN, second.locale());
        assertTrue(((TextPrompt) second.prompt()).instruction().contains("Sie"));
    }

    @Test
    void aSiteThatAsksFewerRoundsByNow_givesThePassForALaterOne() {
        Challenge second = answer(site(3, Difficulty.EASY), issue(site(3, Difficulty.EASY)))
                .next()
                .orElseThrow();
        assertEquals(Outcome.ALLOWED, answer(site(1, Difficulty.EASY), second).outcome());
    }

    @Test
    void rounds_areForAgents_andForFamiliesThatHaveThem() {
        Site.Builder agents = Site.builder("agents").audience(Audience.AGENT);
        assertThrows(IllegalArgumentException.class, () -> agents.rounds(0));
        assertThrows(IllegalArgumentException.class, () -> agents.rounds(4));
        Site.Builder anyone = Site.builder("anyone").rounds(2);
        assertThrows(IllegalArgumentException.class, anyone::build);
        Site.Builder working = Site.builder("w")
                .audience(Audience.AGENT)
                .families(Work.family())
                .rounds(2);
        assertThrows(IllegalArgumentException.class, working::build);
        Site.Builder drawn = Site.builder("d")
                .audience(Audience.AGENT)
                .families(Transcription.onLight())
                .rounds(2);
        assertThrows(IllegalArgumentException.class, drawn::build);
        assertEquals(2, agents.rounds(2).build().rounds());
        assertFalse(Work.family().supportsRounds());
    }

    @Test
    void tokensOfLaterRounds_differ_thoughTheirTimeIsTheSame() {
        Site site = site(2, Difficulty.EASY);
        Challenge one = answer(site, issue(site)).next().orElseThrow();
        Challenge other = answer(site, issue(site)).next().orElseThrow();
        assertNotEquals(one.token(), other.token());
    }

    private Challenge issue(Site site) {
        return postern.issue(ChallengeRequest.of(site));
    }

    private Verdict answer(Site site, Challenge challenge) {
        clock.advance(STEP);
        return verify(site, challenge, right(challenge));
    }

    private Verdict verify(Site site, Challenge challenge, String answer) {
        return postern.verify(AnswerRequest.of(site, challenge.token().toString(), answer));
    }

    private String right(Challenge challenge) {
        TextPrompt prompt = (TextPrompt) challenge.prompt();
        return family.answer(prompt.text(), prompt.instruction());
    }
}
