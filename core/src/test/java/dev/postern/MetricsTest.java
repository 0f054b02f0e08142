package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.challenge.KnownAnswers;
import dev.postern.challenge.TextPrompt;
import dev.postern.testing.TestClock;
import dev.postern.token.Attempt;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.StoreUnavailableException;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What an application is told of what happens at a gate. */
class MetricsTest {
    private static final TokenKey KEY = new TokenKey("shop", new UUID(1, 2));

    private final Gate gate = new Gate();
    private final Told told = new Told();
    private final Postern postern = gate.with(Gate.SECRET).metrics(told).build();

    @Test
    void challenge_isToldByFamilyAndDifficulty() {
        postern.issue(ChallengeRequest.of(gate.site));
        assertEquals(List.of("issued stub EASY"), told.events);
    }

    @Test
    void everyVerdict_isTold_onceForEachAnswer() {
        String token = issue(gate.site);
        gate.clock.advance(Gate.WELL_TIMED);
        for (String answer : List.of(StubFamily.ANSWER, StubFamily.ANSWER)) {
            postern.verify(AnswerRequest.of(gate.site, token, answer));
        }
        postern.verify(AnswerRequest.of(gate.site, issue(gate.site), "43"));
        postern.verify(AnswerRequest.of(gate.site, "no token", StubFamily.ANSWER));
        String old = issue(gate.site);
        gate.clock.advance(gate.site.challengeLifetime());
        postern.verify(AnswerRequest.of(gate.site, old, StubFamily.ANSWER));
        Site strict = Gate.site("strict").minimumScore(100).build();
        postern.verify(AnswerRequest.of(strict, issue(strict), StubFamily.ANSWER));
        assertEquals(
                List.of(
                        Outcome.ALLOWED,
                        Outcome.ALREADY_USED,
                        Outcome.INCORRECT_ANSWER,
                        Outcome.INVALID_INPUT,
                        Outcome.EXPIRED,
                        Outcome.LOW_SCORE),
                told.outcomes);
    }

    @Test
    void furtherRound_isAVerdict_andNoChallengeOfItsOwn() {
        KnownAnswers family = new KnownAnswers();
        Site site = Site.builder("agents")
                .audience(Audience.AGENT)
                .families(family)
                .rounds(2)
                .build();
        Challenge challenge = postern.issue(ChallengeRequest.of(site));
        TextPrompt prompt = (TextPrompt) challenge.prompt();
        gate.clock.advance(Gate.WELL_TIMED);
        String answer = family.answer(prompt.text(), prompt.instruction());
        postern.verify(AnswerRequest.of(site, challenge.token().toString(), answer));
        assertEquals(List.of(Outcome.NEXT_ROUND), told.outcomes);
        assertEquals(1, told.events.stream().filter(e -> e.startsWith("issued")).count());
    }

    @Test
    void pass_isToldAsRedeemed_once_andWhateverElseIsBroughtAsRefused() {
        String token = issue(gate.site);
        gate.clock.advance(Gate.WELL_TIMED);
        String pass = postern.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER))
                .verificationToken()
                .orElseThrow()
                .toString();
        told.events.clear();
        postern.redeem(gate.site, pass);
        postern.redeem(gate.site, pass);
        postern.redeem(gate.site, "no pass");
        assertEquals(
                List.of("REDEEM answered", "redeemed true", "REDEEM answered", "redeemed false", "redeemed false"),
                told.events);
    }

    @Test
    void eachCallOfTheStore_isToldWithTheTimeThatItTook_whetherItAnsweredOrNot() {
        TestClock clock = new TestClock();
        SlowStore slow = new SlowStore(clock);
        TokenStore store = new MeasuredTokenStore(slow, told, clock.ticker());
        store.spend(new Attempt(KEY, 0, Duration.ofMinutes(1), false, Optional.empty()));
        store.redeem(KEY, Optional.empty());
        store.check();
        slow.failing = true;
        assertThrows(StoreUnavailableException.class, store::check);
        assertEquals(List.of("SPEND answered", "REDEEM answered", "CHECK answered", "CHECK unavailable"), told.events);
        assertEquals(List.of(SlowStore.TAKES, SlowStore.TAKES, SlowStore.TAKES, SlowStore.TAKES), told.times);
    }

    @Test
    void storeThatKnowsWhatItHolds_canBeAsked_andAnotherIsNot() {
        assertEquals(List.of(), told.gauges); // the one of these tests can't tell
        try (Postern inMemory = Postern.builder()
                .secret(Gate.SECRET)
                .store(CaffeineTokenStore.builder().build())
                .metrics(told)
                .build()) {
            LongSupplier entries = told.gauges.get(0);
            assertEquals(0, entries.getAsLong());
            String token =
                    inMemory.issue(ChallengeRequest.of(gate.site)).token().toString();
            inMemory.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER));
            inMemory.verify(AnswerRequest.of(
                    gate.site,
                    inMemory.issue(ChallengeRequest.of(gate.site)).token().toString(),
                    "43"));
            assertEquals(2, entries.getAsLong());
        }
    }

    @Test
    void whoeverStandsBeforeAGate_findsWhatItTells_orNobody() {
        assertEquals(told, postern.metrics());
        assertEquals(Metrics.NONE, gate.postern.metrics());
    }

    @Test
    void nothingThatIsTold_holdsTokenAnswerOrSite() {
        String token = issue(gate.site);
        postern.verify(AnswerRequest.of(gate.site, token, StubFamily.ANSWER));
        postern.redeem(gate.site, token);
        String all = told.events + " " + told.outcomes;
        assertTrue(!all.contains(token) && !all.contains(StubFamily.ANSWER) && !all.contains("shop"), all);
    }

    private String issue(Site site) {
        return postern.issue(ChallengeRequest.of(site)).token().toString();
    }

    /** Writes down what it is told. */
    private static final class Told implements Metrics {
        final List<String> events = new ArrayList<>();
        final List<Outcome> outcomes = new ArrayList<>();
        final List<Duration> times = new ArrayList<>();
        final List<LongSupplier> gauges = new ArrayList<>();

        @Override
        public void issued(String family, Difficulty difficulty) {
            events.add("issued " + family + " " + difficulty.name());
        }

        @Override
        public void verified(Outcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void redeemed(boolean redeemed) {
            events.add("redeemed " + redeemed);
        }

        @Override
        public void storeAsked(StoreCall call, boolean answered, Duration took) {
            events.add(call.name() + (answered ? " answered" : " unavailable"));
            times.add(took);
        }

        @Override
        public void storeHolds(LongSupplier entries) {
            gauges.add(entries);
        }
    }

    /** A store that takes its time by the test's clock. */
    private static final class SlowStore implements TokenStore {
        static final Duration TAKES = Duration.ofMillis(7);
        private final TestClock clock;
        boolean failing;

        SlowStore(TestClock clock) {
            this.clock = clock;
        }

        @Override
        public boolean spend(Attempt attempt) {
            clock.advance(TAKES);
            return true;
        }

        @Override
        public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
            clock.advance(TAKES);
            return Optional.empty();
        }

        @Override
        public void check() {
            clock.advance(TAKES);
            if (failing) {
                throw new StoreUnavailableException("it fails", Duration.ofSeconds(1));
            }
        }

        @Override
        public void close() {}
    }
}
