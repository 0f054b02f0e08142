package dev.postern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import dev.postern.token.CaffeineTokenStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred guesses at once are one attempt. */
@Tag("slow")
class PosternConcurrencyTest {
    private static final int CROWD = 64;
    private static final int TOKENS = 10_000;

    private final TestClock clock = new TestClock();
    private final SplittableRandom seeds = new SplittableRandom(1);
    private final Postern postern = Postern.builder()
            .secret(Gate.SECRET)
            .clock(clock)
            .store(CaffeineTokenStore.builder()
                    .ticker(clock.ticker())
                    .maximumRight(1_000_000)
                    .build())
            .random(() -> {
                synchronized (seeds) {
                    return seeds.split();
                }
            })
            .build();
    private final Site site = Gate.site("shop").build();

    /** In each round all threads verify one token at once, and redeem the pass that the round before has earned. */
    @Test
    void rightAnswerFrom64ThreadsAtOnce_isAllowedOnce_andItsPassRedeemedOnce() {
        String[] tokens = new String[TOKENS];
        Arrays.setAll(tokens, i -> issueAndWait());
        clock.advance(Gate.WELL_TIMED);
        AtomicReferenceArray<String> passes = new AtomicReferenceArray<>(TOKENS);
        AtomicIntegerArray refused = new AtomicIntegerArray(TOKENS);
        AtomicIntegerArray redeemed = new AtomicIntegerArray(TOKENS);
        Phaser round = new Phaser(CROWD);
        try (Crowd crowd = new Crowd(CROWD)) {
            crowd.all(thread -> {
                for (int i = 0; i <= TOKENS; i++) {
                    round.arriveAndAwaitAdvance();
                    if (i < TOKENS) {
                        Verdict verdict = postern.verify(AnswerRequest.of(site, tokens[i], StubFamily.ANSWER));
                        if (verdict.allowed()) {
                            String pass =
                                    verdict.verificationToken().orElseThrow().toString();
                            passes.updateAndGet(i, before -> before == null ? pass : "two passes");
                        } else if (verdict.outcome() == Outcome.ALREADY_USED) {
                            refused.incrementAndGet(i);
                        }
                    }
                    if (i > 0 && postern.redeem(site, passes.get(i - 1)).isPresent()) {
                        redeemed.incrementAndGet(i - 1);
                    }
                }
                return thread;
            });
        }
        for (int i = 0; i < TOKENS; i++) {
            assertEquals(CROWD - 1, refused.get(i));
            assertEquals(1, redeemed.get(i));
        }
    }

    @Test
    void guessesFrom64ThreadsAtOnce_areOneAttempt() {
        try (Crowd crowd = new Crowd(CROWD)) {
            for (int i = 0; i < 1_000; i++) {
                String token = issueAndWait();
                List<Verdict> verdicts = crowd.all(
                        thread -> postern.verify(AnswerRequest.of(site, token, Integer.toString(RIGHT - 32 + thread))));
                Map<Outcome, Integer> outcomes = count(verdicts);
                assertEquals(CROWD - 1, outcomes.get(Outcome.ALREADY_USED));
                long decided = verdicts.stream()
                        .filter(verdict -> verdict.success() || verdict.outcome() == Outcome.INCORRECT_ANSWER)
                        .count();
                assertEquals(1, decided);
            }
        }
    }

    private static final int RIGHT = Integer.parseInt(StubFamily.ANSWER);

    @Test
    void challengesIssuedByManyThreads_areAllDifferent_andAllGood() {
        int each = 5_000;
        try (Crowd crowd = new Crowd(8)) {
            List<List<String>> issued = crowd.all(thread -> java.util.stream.IntStream.range(0, each)
                    .mapToObj(i ->
                            postern.issue(ChallengeRequest.of(site)).token().toString())
                    .toList());
            assertEquals(
                    8L * each, issued.stream().flatMap(List::stream).distinct().count());
            clock.advance(Gate.WELL_TIMED);
            List<Boolean> good = crowd.all(thread -> issued.get(thread).stream()
                    .allMatch(token -> postern.verify(AnswerRequest.of(site, token, StubFamily.ANSWER))
                            .allowed()));
            assertTrue(good.stream().allMatch(all -> all));
        }
    }

    private String issueAndWait() {
        String token = postern.issue(ChallengeRequest.of(site)).token().toString();
        clock.advanceMillis(1);
        return token;
    }

    private static Map<Outcome, Integer> count(List<Verdict> verdicts) {
        Map<Outcome, Integer> outcomes = new HashMap<>();
        verdicts.forEach(verdict -> outcomes.merge(verdict.outcome(), 1, Integer::sum));
        return outcomes;
    }
}
