package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens at the bounds, where the store must refuse rather than forget, and never forget a person for a flood. */
class CaffeineTokenStoreBoundTest {
    private static final String SITE = "shop";
    private static final String OTHER_SITE = "blog";
    private static final Duration LIFETIME = Duration.ofSeconds(320);

    /** Caffeine removes what has expired in ticks of 2^30 ns. */
    private static final Duration TICK = Duration.ofNanos(1 << 30);

    private final TestClock clock = new TestClock();
    private long keys;

    // the bound

    @Test
    void fullStore_refusesRightAnswers_andSaysWhenToComeAgain() {
        CaffeineTokenStore store = store(100, 1);
        fill(store, SITE, 100);
        StoreUnavailableException refusal =
                assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
        assertTrue(refusal.retryAfter().compareTo(Duration.ZERO) > 0);
        assertEquals(100, store.keptEntries());
    }

    @Test
    void rightAnswerAndItsPass_findRoomTogetherOrNotAtAll() {
        CaffeineTokenStore store = store(3, 1);
        store.spend(rightWithPass(key(SITE), key(SITE)));
        TokenKey challenge = key(SITE);
        assertThrows(StoreUnavailableException.class, () -> store.spend(rightWithPass(challenge, key(SITE))));
        assertEquals(2, store.keptEntries());
        assertTrue(store.spend(right(challenge)));
    }

    @Test
    void refusal_spendsNothing() {
        CaffeineTokenStore store = store(10, 1);
        List<TokenKey> passes = fill(store, SITE, 10);
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        for (int i = 0; i < 5; i++) {
            assertThrows(StoreUnavailableException.class, () -> store.spend(rightWithPass(challenge, pass)));
        }
        assertTrue(store.redeem(pass, Optional.empty()).isEmpty());
        store.redeem(passes.get(0), Optional.empty());
        store.redeem(passes.get(1), Optional.empty());
        assertTrue(store.spend(rightWithPass(challenge, pass)), "the refused attempt was not the one attempt");
        assertTrue(store.redeem(pass, Optional.empty()).isPresent());
    }

    @Test
    void fullStore_takesWrongAnswers() {
        CaffeineTokenStore store = store(10, 1);
        fill(store, SITE, 10);
        TokenKey challenge = key(SITE);
        assertTrue(store.spend(wrong(challenge)));
        assertFalse(store.spend(wrong(challenge)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deadChallenge_saysTheSameOfRightAndWrongAnswers_whenTheStoreIsFull(boolean diedRight) {
        CaffeineTokenStore store = store(10, 1);
        TokenKey dead = key(SITE);
        store.spend(diedRight ? right(dead) : wrong(dead));
        while (store.keptEntries() < 10) {
            store.spend(right(key(SITE)));
        }
        for (int i = 0; i < 3; i++) {
            assertFalse(store.spend(wrong(dead)));
            assertFalse(store.spend(right(dead)));
            assertFalse(store.spend(rightWithPass(dead, key(SITE))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60, 320, 3_600, 86_400})
    void fullStore_recoversByItself_onceItsEntriesHaveExpiredUnread(int seconds) {
        Duration lifetime = Duration.ofSeconds(seconds);
        CaffeineTokenStore store = store(1_000, 1);
        for (int i = 0; i < 500; i++) {
            store.spend(rightWithPass(key(SITE), key(SITE), lifetime));
        }
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
        clock.advance(lifetime.minusMillis(1));
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))), "before their time");
        clock.advance(TICK.plusMillis(1));
        for (int i = 0; i < 500; i++) {
            assertTrue(store.spend(rightWithPass(key(SITE), key(SITE))));
        }
        assertEquals(1_000, store.keptEntries());
    }

    @Test
    void fullStore_recoversAsTimeGoes_whenItsEntriesExpireOneAfterAnother() {
        CaffeineTokenStore store = store(1_000, 1);
        for (int second = 1; second <= 1_000; second++) {
            store.spend(right(key(SITE), Duration.ofSeconds(second)));
        }
        clock.advance(TICK);
        for (int second = 1; second <= 990; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertTrue(store.spend(right(key(SITE), Duration.ofDays(1))), "after " + second + " seconds");
        }
    }

    @Test
    void redeemedPasses_makeRoomAtOnce() {
        CaffeineTokenStore store = store(2, 1);
        for (int i = 0; i < 100; i++) {
            TokenKey pass = key(SITE);
            store.spend(rightWithPass(key(SITE), pass));
            store.redeem(pass, Optional.empty());
            assertEquals(1, store.keptEntries());
            clock.advance(LIFETIME.plus(TICK).plusMillis(1));
        }
    }

    // shares

    @Test
    void siteAtItsShare_isRefused_andRefusesNoOther() {
        CaffeineTokenStore store = store(1_000, 0.5);
        List<TokenKey> passes = fill(store, SITE, 500);
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
        fill(store, OTHER_SITE, 500);
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(OTHER_SITE))));
        store.redeem(passes.get(0), Optional.empty());
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(OTHER_SITE))), "not its room");
        assertTrue(store.spend(right(key(SITE))));
    }

    @Test
    void siteThatWasRefusedManyTimes_hasTakenNoRoomOfOthers() {
        CaffeineTokenStore store = store(1_000, 0.5);
        fill(store, SITE, 500);
        for (int i = 0; i < 10_000; i++) {
            assertThrows(StoreUnavailableException.class, () -> store.spend(rightWithPass(key(SITE), key(SITE))));
        }
        assertEquals(500, store.keptEntries());
        fill(store, OTHER_SITE, 500);
    }

    @Test
    void siteThatStormsAgainstItsShare_refusesNoOther_downToTheLastRoom() {
        int refused = 0;
        try (Crowd crowd = new Crowd(4)) {
            for (int round = 0; round < 5_000; round++) {
                CaffeineTokenStore store = store(4, 0.5);
                fill(store, SITE, 2);
                long base = round * 1_000L;
                List<Integer> refusals = crowd.all(thread -> {
                    String site = thread == 0 ? OTHER_SITE : SITE;
                    int count = 0;
                    for (int i = 0; i < (thread == 0 ? 1 : 30); i++) {
                        TokenKey challenge = new TokenKey(site, base + i, thread);
                        try {
                            store.spend(rightWithPass(challenge, new TokenKey(site, base + i, -1 - thread)));
                        } catch (StoreUnavailableException full) {
                            count++;
                        }
                    }
                    return count;
                });
                refused += refusals.get(0);
            }
        }
        assertEquals(0, refused, "refused though there was room");
    }

    // floods

    @Test
    void rightAnswersAndPasses_outliveAFloodOfWrongAnswers() {
        CaffeineTokenStore store = CaffeineTokenStore.builder()
                .maximumAttempts(1_000)
                .maximumKept(1_000)
                .siteShare(1)
                .ticker(clock.ticker())
                .build();
        List<TokenKey> challenges = new ArrayList<>();
        List<TokenKey> passes = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            assertTrue(store.spend(wrong(key(SITE))));
            if (i % 400 == 0) {
                TokenKey challenge = key(SITE);
                TokenKey pass = key(SITE);
                assertTrue(store.spend(rightWithPass(challenge, pass)), "nobody is refused for the flood");
                challenges.add(challenge);
                passes.add(pass);
            }
        }
        assertEquals(500, challenges.size());
        clock.advance(LIFETIME.minusMillis(1));
        for (TokenKey challenge : challenges) {
            assertFalse(store.spend(right(challenge)));
            assertFalse(store.spend(wrong(challenge)));
        }
        for (TokenKey pass : passes) {
            assertTrue(store.redeem(pass, Optional.empty()).isPresent());
            assertTrue(store.redeem(pass, Optional.empty()).isEmpty());
        }
    }

    @Test
    void floodOfWrongAnswers_refusesNobody_evenWithTheSmallestBound() {
        CaffeineTokenStore store = CaffeineTokenStore.builder()
                .maximumAttempts(2)
                .maximumKept(1_000)
                .siteShare(1)
                .ticker(clock.ticker())
                .build();
        for (int i = 0; i < 1_000; i++) {
            for (int j = 0; j < 20; j++) {
                assertTrue(store.spend(wrong(key(SITE))));
            }
            TokenKey challenge = key(SITE);
            assertDoesNotThrow(() -> store.spend(right(challenge)));
            assertFalse(store.spend(right(challenge)));
        }
    }

    @Test
    void rightAnswerUnderAFlood_winsOnceAmongManyThreads() {
        CaffeineTokenStore store = CaffeineTokenStore.builder()
                .maximumAttempts(2)
                .maximumKept(10_000)
                .siteShare(1)
                .ticker(clock.ticker())
                .build();
        try (Crowd crowd = new Crowd(16)) {
            for (int round = 0; round < 1_000; round++) {
                TokenKey challenge = key(SITE);
                long noise = round * 1_000L;
                List<Boolean> first = crowd.all(i -> {
                    store.spend(wrong(new TokenKey(OTHER_SITE, noise + i, 1)));
                    boolean won = store.spend(right(challenge));
                    store.spend(wrong(new TokenKey(OTHER_SITE, noise + i, 2)));
                    return won;
                });
                assertEquals(1, first.stream().filter(won -> won).count());
            }
        }
    }

    // the counter

    /** One thread and a model of what is live: each step draws an operation, a lifetime, a wait. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void count_isExact_overRandomOperations(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CaffeineTokenStore store = store(300, 0.6);
        List<Entry> model = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            long now = clock.millis();
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Duration ofChallenge = Duration.ofMillis(1 + random.nextInt(60_000));
                    Duration ofPass = Duration.ofMillis(1 + random.nextInt(60_000));
                    String site = random.nextBoolean() ? SITE : OTHER_SITE;
                    TokenKey challenge = key(site);
                    TokenKey pass = key(site);
                    boolean earned = random.nextBoolean();
                    try {
                        Optional<Pass> brought =
                                earned ? Optional.of(new Pass(pass, new byte[] {1}, ofPass)) : Optional.empty();
                        assertTrue(store.spend(new Attempt(challenge, ofChallenge, true, brought)));
                        model.add(new Entry(challenge, now + ofChallenge.toMillis(), Optional.empty()));
                        if (earned) {
                            model.add(new Entry(pass, now + ofPass.toMillis(), Optional.of(new UUID(0, step))));
                        }
                    } catch (StoreUnavailableException full) {
                        assertTrue(store.keptEntries() > 170, "refused with room to spare");
                    }
                }
                case 2 -> store.spend(wrong(key(SITE)));
                case 3 -> clock.advanceMillis(random.nextInt(500));
                default -> {
                    if (!model.isEmpty()) {
                        redeemAndCompare(store, model, random.nextInt(model.size()), random.nextInt(3), now);
                    }
                }
            }
            long live = model.stream()
                    .filter(entry -> entry.expiresAt > clock.millis())
                    .count();
            assertTrue(live <= store.keptEntries(), "counts what is live");
            assertTrue(store.keptEntries() <= 300);
        }
        clock.advance(Duration.ofDays(2));
        assertTrue(store.spend(right(key(SITE))));
        assertEquals(1, store.keptEntries(), "everything else has expired");
    }

    private static void redeemAndCompare(CaffeineTokenStore store, List<Entry> model, int index, int with, long now) {
        Entry entry = model.get(index);
        boolean isLivePass = entry.idempotencyKey.isPresent() && entry.expiresAt > now;
        if (with == 0) {
            boolean redeemed = store.redeem(entry.key, Optional.empty()).isPresent();
            assertEquals(isLivePass && !entry.redeemed, redeemed);
            if (redeemed) {
                model.remove(index);
            }
        } else {
            UUID key = entry.idempotencyKey.orElse(new UUID(1, 1));
            assertEquals(isLivePass, store.redeem(entry.key, Optional.of(key)).isPresent());
            entry.redeemed |= isLivePass;
        }
    }

    @Test
    void count_isExact_whileTimeStandsStill() {
        SplittableRandom random = new SplittableRandom(7);
        CaffeineTokenStore store = store(100_000, 1);
        List<TokenKey> passes = new ArrayList<>();
        long expected = 0;
        for (int step = 0; step < 20_000; step++) {
            TokenKey challenge = key(SITE);
            TokenKey pass = key(SITE);
            store.spend(rightWithPass(challenge, pass));
            store.spend(rightWithPass(challenge, pass));
            passes.add(pass);
            expected += 2;
            if (random.nextBoolean()) {
                TokenKey redeemed = passes.remove(random.nextInt(passes.size()));
                store.redeem(redeemed, Optional.empty());
                store.redeem(redeemed, Optional.empty());
                expected--;
            }
            assertEquals(expected, store.keptEntries());
        }
    }

    @Test
    void count_isExact_afterManyThreadsHaveSpentRedeemedAndLetExpire() {
        CaffeineTokenStore store = store(2_000, 0.5);
        try (Crowd crowd = new Crowd(8)) {
            crowd.all(thread -> {
                SplittableRandom random = new SplittableRandom(thread);
                List<TokenKey> passes = new ArrayList<>();
                for (int i = 0; i < 30_000; i++) {
                    String site = "site" + random.nextInt(3);
                    // keys from a small range, so that threads meet at the same challenges and passes
                    TokenKey challenge = new TokenKey(site, random.nextInt(5_000), 0);
                    TokenKey pass = new TokenKey(site, random.nextLong(), random.nextLong());
                    Duration lifetime = Duration.ofMillis(1 + random.nextInt(5_000));
                    try {
                        if (store.spend(rightWithPass(challenge, pass, lifetime))) {
                            passes.add(pass);
                        }
                    } catch (StoreUnavailableException full) {
                        clock.advanceMillis(random.nextInt(300));
                    }
                    if (random.nextInt(3) == 0 && !passes.isEmpty()) {
                        Optional<UUID> key = random.nextBoolean() ? Optional.of(new UUID(thread, i)) : Optional.empty();
                        store.redeem(passes.remove(random.nextInt(passes.size())), key);
                    }
                    if (random.nextInt(50) == 0) {
                        clock.advanceMillis(random.nextInt(100));
                    }
                }
                return true;
            });
        }
        assertTrue(store.keptEntries() >= 0 && store.keptEntries() <= 2_000);
        clock.advance(Duration.ofDays(1));
        for (int site = 0; site < 3; site++) {
            store.spend(right(key("site" + site)));
        }
        assertEquals(3, store.keptEntries());
        for (int site = 0; site < 2; site++) {
            fill(store, "site" + site, 998);
        }
    }

    private CaffeineTokenStore store(long maximumKept, double siteShare) {
        return CaffeineTokenStore.builder()
                .maximumKept(maximumKept)
                .siteShare(siteShare)
                .ticker(clock.ticker())
                .build();
    }

    /** Fills this many entries with right answers and their passes, which it returns. */
    private List<TokenKey> fill(CaffeineTokenStore store, String site, int entries) {
        List<TokenKey> passes = new ArrayList<>();
        for (int i = 0; i < entries / 2; i++) {
            TokenKey pass = key(site);
            assertTrue(store.spend(rightWithPass(key(site), pass)));
            passes.add(pass);
        }
        return passes;
    }

    private TokenKey key(String site) {
        long key = keys++;
        return new TokenKey(site, key * 0x9E3779B97F4A7C15L, key);
    }

    private static Attempt wrong(TokenKey challenge) {
        return new Attempt(challenge, LIFETIME, false, Optional.empty());
    }

    private static Attempt right(TokenKey challenge) {
        return right(challenge, LIFETIME);
    }

    private static Attempt right(TokenKey challenge, Duration lifetime) {
        return new Attempt(challenge, lifetime, true, Optional.empty());
    }

    private static Attempt rightWithPass(TokenKey challenge, TokenKey pass) {
        return rightWithPass(challenge, pass, LIFETIME);
    }

    private static Attempt rightWithPass(TokenKey challenge, TokenKey pass, Duration lifetime) {
        return new Attempt(challenge, lifetime, true, Optional.of(new Pass(pass, new byte[] {1}, lifetime)));
    }

    private static final class Entry {
        final TokenKey key;
        final long expiresAt;
        final Optional<UUID> idempotencyKey;
        boolean redeemed;

        Entry(TokenKey key, long expiresAt, Optional<UUID> idempotencyKey) {
            this.key = key;
            this.expiresAt = expiresAt;
            this.idempotencyKey = idempotencyKey;
        }
    }
}
