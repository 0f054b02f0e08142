package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertEquals(100, store.rightAnswers());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rightAnswer_takesTheSameRoom_withAndWithoutAPass(boolean withPass) {
        CaffeineTokenStore store = store(3, 1);
        for (int taken = 1; taken <= 3; taken++) {
            assertTrue(store.spend(withPass ? rightWithPass(key(SITE), key(SITE)) : right(key(SITE))));
            assertEquals(taken, store.rightAnswers());
        }
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(challenge)));
        assertThrows(StoreUnavailableException.class, () -> store.spend(rightWithPass(challenge, pass)));
        assertTrue(store.redeem(pass, Optional.empty()).isEmpty(), "a pass finds room with its answer or not at all");
        assertEquals(3, store.rightAnswers());
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
        for (TokenKey other : passes) {
            assertTrue(store.redeem(other, Optional.empty()).isPresent(), "no pass was dropped for the refused one");
        }
        clock.advance(LIFETIME.plus(TICK).plusMillis(1));
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
        while (store.rightAnswers() < 10) {
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
        for (int i = 0; i < 1_000; i++) {
            store.spend(rightWithPass(key(SITE), key(SITE), lifetime));
        }
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
        clock.advance(lifetime.minusMillis(1));
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))), "before their time");
        clock.advance(TICK.plusMillis(1));
        for (int i = 0; i < 1_000; i++) {
            assertTrue(store.spend(rightWithPass(key(SITE), key(SITE))));
        }
        assertEquals(1_000, store.rightAnswers());
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
    void redeemedPass_makesNoRoom_butItsRightAnswersExpiryDoes() {
        CaffeineTokenStore store = store(1, 1);
        for (int i = 0; i < 100; i++) {
            TokenKey challenge = key(SITE);
            TokenKey pass = key(SITE);
            assertTrue(store.spend(rightWithPass(challenge, pass)));
            Optional<UUID> idempotencyKey = i % 2 == 0 ? Optional.empty() : Optional.of(new UUID(0, i));
            assertTrue(store.redeem(pass, idempotencyKey).isPresent());
            clock.advance(LIFETIME.minusMillis(1));
            assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
            assertFalse(store.spend(right(challenge)), "its room is what keeps it spent");
            assertEquals(1, store.rightAnswers());
            clock.advance(TICK.plusMillis(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"320, 1", "1, 320"})
    void room_isGivenBack_onceNeitherTheRightAnswerNorItsPassLives(int ofChallenge, int ofPass) {
        CaffeineTokenStore store = store(1, 1);
        TokenKey pass = key(SITE);
        Pass brought = new Pass(pass, new byte[] {1}, Duration.ofSeconds(ofPass));
        store.spend(new Attempt(
                key(SITE), TokenStoreContract.ISSUED_AT, Duration.ofSeconds(ofChallenge), true, Optional.of(brought)));
        clock.advance(Duration.ofSeconds(Math.max(ofChallenge, ofPass)).minusMillis(1));
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
        assertEquals(ofPass > ofChallenge, store.redeem(pass, Optional.empty()).isPresent());
        clock.advance(TICK.plusMillis(1));
        assertTrue(store.spend(right(key(SITE))));
    }

    // shares

    @Test
    void siteAtItsShare_isRefused_andRefusesNoOther() {
        CaffeineTokenStore store = store(1_000, 0.5);
        Duration shorter = Duration.ofSeconds(60);
        store.spend(rightWithPass(key(SITE), key(SITE), shorter));
        fill(store, SITE, 499);
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
        fill(store, OTHER_SITE, 500);
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(OTHER_SITE))));
        clock.advance(shorter.plus(TICK).plusMillis(1));
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(OTHER_SITE))), "not its room");
        assertTrue(store.spend(right(key(SITE))));
        assertThrows(StoreUnavailableException.class, () -> store.spend(right(key(SITE))));
    }

    @Test
    void siteThatWasRefusedManyTimes_hasTakenNoRoomOfOthers() {
        CaffeineTokenStore store = store(1_000, 0.5);
        fill(store, SITE, 500);
        for (int i = 0; i < 10_000; i++) {
            assertThrows(StoreUnavailableException.class, () -> store.spend(rightWithPass(key(SITE), key(SITE))));
        }
        assertEquals(500, store.rightAnswers());
        fill(store, OTHER_SITE, 500);
    }

    @Test
    void siteThatStormsAgainstItsShare_refusesNoOther_downToTheLastRoom() {
        int refused = 0;
        try (Crowd crowd = new Crowd(4)) {
            for (int round = 0; round < 5_000; round++) {
                CaffeineTokenStore store = store(2, 0.5);
                fill(store, SITE, 1);
                long base = round * 1_000L;
                List<Integer> refusals = crowd.all(thread -> {
                    String site = thread == 0 ? OTHER_SITE : SITE;
                    int count = 0;
                    for (int i = 0; i < (thread == 0 ? 1 : 30); i++) {
                        TokenKey challenge = key(site, base + i, thread);
                        try {
                            store.spend(rightWithPass(challenge, key(site, base + i, -1 - thread)));
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
                .maximumWrong(1_000)
                .maximumRight(500)
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
                .maximumWrong(1)
                .maximumRight(1_000)
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
                .maximumWrong(1)
                .maximumRight(1_000)
                .siteShare(1)
                .ticker(clock.ticker())
                .build();
        try (Crowd crowd = new Crowd(16)) {
            for (int round = 0; round < 1_000; round++) {
                TokenKey challenge = key(SITE);
                long noise = round * 1_000L;
                List<Boolean> first = crowd.all(i -> {
                    store.spend(wrong(key(OTHER_SITE, noise + i, 1)));
                    boolean won = store.spend(right(challenge));
                    store.spend(wrong(key(OTHER_SITE, noise + i, 2)));
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
        CaffeineTokenStore store = store(200, 0.6);
        List<Entry> model = new ArrayList<>();
        int refused = 0;
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
                        assertTrue(store.spend(
                                new Attempt(challenge, TokenStoreContract.ISSUED_AT, ofChallenge, true, brought)));
                        long passExpiry = earned ? now + ofPass.toMillis() : now;
                        long expiry = Math.max(now + ofChallenge.toMillis(), passExpiry);
                        model.add(new Entry(challenge, expiry, pass, passExpiry, new UUID(0, step)));
                    } catch (StoreUnavailableException full) {
                        assertTrue(store.rightAnswers() >= 120, "refused with room to spare");
                        refused++;
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
            assertTrue(live <= store.rightAnswers(), "counts what is live");
            assertTrue(store.rightAnswers() <= 200);
        }
        assertTrue(refused > 100, "came to the bound " + refused + " times alone");
        clock.advance(Duration.ofDays(2));
        assertTrue(store.spend(right(key(SITE))));
        assertEquals(1, store.rightAnswers(), "everything else has expired");
    }

    private static void redeemAndCompare(CaffeineTokenStore store, List<Entry> model, int index, int with, long now) {
        Entry entry = model.get(index);
        if (entry.expiresAt > now) {
            assertFalse(store.spend(right(entry.challenge)));
        }
        boolean isLivePass = entry.passExpiresAt > now && !entry.redeemed;
        if (with == 0) {
            boolean repeatable = entry.redeemedWithAKey;
            assertEquals(
                    isLivePass && !repeatable,
                    store.redeem(entry.pass, Optional.empty()).isPresent());
            entry.redeemed |= isLivePass && !repeatable;
        } else {
            Optional<UUID> key = Optional.of(entry.idempotencyKey);
            assertEquals(isLivePass, store.redeem(entry.pass, key).isPresent());
            entry.redeemedWithAKey |= isLivePass;
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
            expected++;
            if (random.nextBoolean()) {
                TokenKey redeemed = passes.remove(random.nextInt(passes.size()));
                store.redeem(redeemed, Optional.empty());
                store.redeem(redeemed, Optional.empty());
            }
            assertEquals(expected, store.rightAnswers());
        }
    }

    @Test
    void count_isExact_afterManyThreadsHaveSpentRedeemedAndLetExpire() {
        CaffeineTokenStore store = store(1_000, 0.5);
        List<Integer> refusals;
        try (Crowd crowd = new Crowd(8)) {
            refusals = crowd.all(thread -> {
                int count = 0;
                SplittableRandom random = new SplittableRandom(thread);
                List<TokenKey> passes = new ArrayList<>();
                for (int i = 0; i < 30_000; i++) {
                    String site = "site" + random.nextInt(3);
                    // keys from a small range, so that threads meet at the same challenges and passes
                    TokenKey challenge = key(site, random.nextInt(5_000), 0);
                    TokenKey pass = key(site, random.nextLong(), random.nextLong());
                    Duration lifetime = Duration.ofMillis(1 + random.nextInt(5_000));
                    try {
                        if (store.spend(rightWithPass(challenge, pass, lifetime))) {
                            passes.add(pass);
                        }
                    } catch (StoreUnavailableException full) {
                        count++;
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
                return count;
            });
        }
        int refused = refusals.stream().mapToInt(Integer::intValue).sum();
        assertTrue(refused > 1_000, "came to the bound " + refused + " times alone");
        assertTrue(store.rightAnswers() >= 0 && store.rightAnswers() <= 1_000);
        clock.advance(Duration.ofDays(1));
        for (int site = 0; site < 3; site++) {
            store.spend(right(key("site" + site)));
        }
        assertEquals(3, store.rightAnswers());
        fill(store, "site0", 499);
        fill(store, "site1", 498);
        assertEquals(1_000, store.rightAnswers());
    }

    // memory

    @Test
    void memoryOfPasses_isGivenBack_whenTheirRightAnswersExpire() {
        CaffeineTokenStore store = store(1_000, 1);
        List<WeakReference<Object>> kept = spendAndWatch(store, 1_000);
        assertEquals(2_000, stillHeld(kept), "what is live is held, or this test watches the wrong thing");
        clock.advance(LIFETIME.plus(TICK).plusMillis(1));
        fill(store, SITE, 1_000);
        assertEquals(0, stillHeld(kept));
        assertEquals(1_000, store.rightAnswers());
    }

    @Test
    void memoryOfPasses_isGivenBack_whenTheSameChallengesAreSpentAgainAfterTheirTime() {
        CaffeineTokenStore store = store(2, 1);
        TokenKey challenge = key(SITE);
        List<WeakReference<Object>> kept = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            kept.addAll(watch(store, rightWithPass(challenge, key(SITE))));
            assertEquals(1, store.rightAnswers());
            clock.advance(LIFETIME);
        }
        assertEquals(2, stillHeld(kept), "the last one's alone");
    }

    @Test
    void memoryOfARedeemedPass_isGivenBackAtOnce_unlessItMayBeAskedForAgain() {
        CaffeineTokenStore store = store(2, 1);
        TokenKey once = key(SITE);
        TokenKey repeatably = key(SITE);
        List<WeakReference<Object>> ofOnce = watchContent(store, once);
        List<WeakReference<Object>> ofRepeatably = watchContent(store, repeatably);
        assertTrue(store.redeem(once, Optional.empty()).isPresent());
        assertTrue(store.redeem(repeatably, Optional.of(new UUID(1, 1))).isPresent());
        assertEquals(0, stillHeld(ofOnce));
        assertEquals(1, stillHeld(ofRepeatably));
        assertEquals(2, store.rightAnswers());
    }

    @Test
    void memoryOfPasses_isGivenBack_afterManyThreadsHaveSpentRedeemedAndLetExpire() {
        CaffeineTokenStore store = store(500, 1);
        List<WeakReference<Object>> kept = new ArrayList<>();
        try (Crowd crowd = new Crowd(8)) {
            crowd.all(thread -> spendRedeemAndWatch(store, thread)).forEach(kept::addAll);
        }
        assertTrue(kept.size() > 10_000, "kept " + kept.size() + " alone");
        clock.advance(Duration.ofDays(1));
        store.spend(right(key(SITE)));
        assertEquals(0, stillHeld(kept));
    }

    private List<WeakReference<Object>> spendRedeemAndWatch(CaffeineTokenStore store, int thread) {
        SplittableRandom random = new SplittableRandom(thread);
        List<WeakReference<Object>> kept = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            // challenges from a small range, so that threads meet at the same ones as they expire
            TokenKey challenge = key(SITE, random.nextInt(600), 0);
            TokenKey pass = key(SITE, random.nextLong(), random.nextLong());
            Duration lifetime = Duration.ofMillis(1 + random.nextInt(5_000));
            try {
                kept.addAll(watch(store, rightWithPass(challenge, pass, lifetime)));
            } catch (StoreUnavailableException full) {
                clock.advanceMillis(random.nextInt(300));
            }
            if (random.nextInt(3) == 0) {
                store.redeem(pass, random.nextBoolean() ? Optional.empty() : Optional.of(new UUID(thread, i)));
            }
            clock.advanceMillis(random.nextInt(10));
        }
        return kept;
    }

    private List<WeakReference<Object>> spendAndWatch(CaffeineTokenStore store, int answers) {
        List<WeakReference<Object>> kept = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            kept.addAll(watch(store, rightWithPass(key(SITE), key(SITE))));
        }
        return kept;
    }

    private List<WeakReference<Object>> watchContent(CaffeineTokenStore store, TokenKey pass) {
        return watch(store, rightWithPass(key(SITE), pass)).subList(0, 1);
    }

    /** The content and the key of the pass that is kept, if it is, neither of which anyone copies. */
    private static List<WeakReference<Object>> watch(CaffeineTokenStore store, Attempt attempt) {
        Pass pass = attempt.pass().orElseThrow();
        return store.spend(attempt)
                ? List.of(new WeakReference<>(pass.content()), new WeakReference<>(pass.key()))
                : List.of();
    }

    private static long stillHeld(List<WeakReference<Object>> references) {
        System.gc();
        return references.stream().filter(reference -> reference.get() != null).count();
    }

    private CaffeineTokenStore store(long maximumRight, double siteShare) {
        return CaffeineTokenStore.builder()
                .maximumRight(maximumRight)
                .siteShare(siteShare)
                .ticker(clock.ticker())
                .build();
    }

    /** Spends this many right answers with their passes, which it returns. */
    private List<TokenKey> fill(CaffeineTokenStore store, String site, int answers) {
        List<TokenKey> passes = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            TokenKey pass = key(site);
            assertTrue(store.spend(rightWithPass(key(site), pass)));
            passes.add(pass);
        }
        return passes;
    }

    private TokenKey key(String site) {
        long key = keys++;
        return key(site, key * 0x9E3779B97F4A7C15L, key);
    }

    private static TokenKey key(String site, long high, long low) {
        return new TokenKey(site, new UUID(high, low));
    }

    private static Attempt wrong(TokenKey challenge) {
        return new Attempt(challenge, TokenStoreContract.ISSUED_AT, LIFETIME, false, Optional.empty());
    }

    private static Attempt right(TokenKey challenge) {
        return right(challenge, LIFETIME);
    }

    private static Attempt right(TokenKey challenge, Duration lifetime) {
        return new Attempt(challenge, TokenStoreContract.ISSUED_AT, lifetime, true, Optional.empty());
    }

    private static Attempt rightWithPass(TokenKey challenge, TokenKey pass) {
        return rightWithPass(challenge, pass, LIFETIME);
    }

    private static Attempt rightWithPass(TokenKey challenge, TokenKey pass, Duration lifetime) {
        return new Attempt(
                challenge,
                TokenStoreContract.ISSUED_AT,
                lifetime,
                true,
                Optional.of(new Pass(pass, new byte[] {1}, lifetime)));
    }

    private static final class Entry {
        final TokenKey challenge;
        final long expiresAt;
        final TokenKey pass;
        final long passExpiresAt;
        final UUID idempotencyKey;
        boolean redeemed;
        boolean redeemedWithAKey;

        Entry(TokenKey challenge, long expiresAt, TokenKey pass, long passExpiresAt, UUID idempotencyKey) {
            this.challenge = challenge;
            this.expiresAt = expiresAt;
            this.pass = pass;
            this.passExpiresAt = passExpiresAt;
            this.idempotencyKey = idempotencyKey;
        }
    }
}
