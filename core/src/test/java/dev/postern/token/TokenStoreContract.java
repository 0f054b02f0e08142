package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every {@link TokenStore} has to do. A new store passes by extending this class. */
public abstract class TokenStoreContract {
    protected static final String SITE = "shop";
    protected static final String OTHER_SITE = "blog";
    protected static final Duration LIFETIME = Duration.ofSeconds(320);
    /** After all that any store of these tests may have lost. */
    protected static final long ISSUED_AT =
            Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private static final int CROWD = 64;

    private TokenStore store;

    /** A store, by a clock that stands still until {@link #advance}. It is closed after the test. */
    protected abstract TokenStore open();

    /** Lets this much time pass for the store. */
    protected abstract void advance(Duration duration);

    /** What lies between before and after: longer where a clock can't be stopped. */
    protected Duration aMoment() {
        return Duration.ofMillis(1);
    }

    /** How often what happens at once is tried; a store behind a network may do with fewer. */
    protected int rounds() {
        return 300;
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    // spend

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void firstAttempt_wins_andTheSecondDoesNot_whicheverIsRight(boolean firstIsRight, boolean secondIsRight) {
        TokenKey challenge = key(SITE);
        assertTrue(store.spend(attempt(challenge, firstIsRight)));
        assertFalse(store.spend(attempt(challenge, secondIsRight)));
        assertFalse(store.spend(attempt(challenge, firstIsRight)));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void attemptThatCameSecond_keepsNoPass(boolean firstIsRight) {
        TokenKey challenge = key(SITE);
        store.spend(attempt(challenge, firstIsRight));
        TokenKey pass = key(SITE);
        assertFalse(store.spend(rightAttempt(challenge, pass, "late")));
        assertTrue(redeem(pass).isEmpty());
    }

    @Test
    void attemptThatCameSecond_doesNotTouchThePassOfTheFirst() {
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        store.spend(rightAttempt(challenge, pass, "first"));
        store.spend(rightAttempt(challenge, key(SITE), "second"));
        store.spend(attempt(challenge, false));
        assertEquals(Optional.of("first"), redeem(pass));
    }

    @Test
    void rightAttemptWithoutAPass_spendsAllTheSame() {
        TokenKey challenge = key(SITE);
        assertTrue(store.spend(attempt(challenge, true)));
        assertFalse(store.spend(rightAttempt(challenge, key(SITE), "late")));
    }

    @Test
    void challengesThatDifferInOnePartOfTheKey_areDifferentChallenges() {
        UUID token = UUID.randomUUID();
        long high = token.getMostSignificantBits();
        long low = token.getLeastSignificantBits();
        assertTrue(store.spend(attempt(new TokenKey(SITE, token), false)));
        assertTrue(store.spend(attempt(new TokenKey(OTHER_SITE, token), false)));
        assertTrue(store.spend(attempt(new TokenKey(SITE, new UUID(high ^ 1, low)), false)));
        assertTrue(store.spend(attempt(new TokenKey(SITE, new UUID(high, low ^ 1)), false)));
        assertTrue(store.spend(attempt(new TokenKey(SITE, new UUID(low, high)), false)));
    }

    @Test
    void ofManyAttemptsAtOnce_rightAndWrong_exactlyOneIsFirst_andOnlyItsPassIsKept() {
        try (Crowd crowd = new Crowd(CROWD)) {
            for (int round = 0; round < rounds(); round++) {
                TokenKey challenge = key(SITE);
                List<TokenKey> passes = crowd.all(i -> key(SITE));
                List<Boolean> first = crowd.all(i -> store.spend(
                        i % 2 == 0 ? rightAttempt(challenge, passes.get(i), "pass " + i) : attempt(challenge, false)));
                assertEquals(1, first.stream().filter(won -> won).count());
                for (int i = 0; i < CROWD; i++) {
                    boolean earned = first.get(i) && i % 2 == 0;
                    assertEquals(earned ? Optional.of("pass " + i) : Optional.empty(), redeem(passes.get(i)));
                }
            }
        }
    }

    @Test
    void attempt_isRememberedForItsWholeLifetime() {
        TokenKey right = key(SITE);
        TokenKey wrong = key(SITE);
        store.spend(rightAttempt(right, key(SITE), "pass"));
        store.spend(attempt(wrong, false));
        advance(LIFETIME.minus(aMoment()));
        assertFalse(store.spend(attempt(right, true)));
        assertFalse(store.spend(attempt(wrong, true)));
    }

    @Test
    void tryingAgain_doesNotShortenNorLengthenALifetime() {
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        store.spend(rightAttempt(challenge, pass, "pass"));
        Attempt shorter = new Attempt(challenge, ISSUED_AT, Duration.ofSeconds(1), true, Optional.empty());
        Attempt longer = new Attempt(challenge, ISSUED_AT, LIFETIME.multipliedBy(9), true, Optional.empty());
        assertFalse(store.spend(shorter));
        assertFalse(store.spend(longer));
        advance(LIFETIME.minus(aMoment()));
        assertFalse(store.spend(shorter));
        assertEquals(Optional.of("pass"), redeem(pass));
    }

    // redeem

    @Test
    void pass_isRedeemedOnce() {
        TokenKey pass = passOf(SITE, "content");
        assertEquals(Optional.of("content"), redeem(pass));
        assertTrue(redeem(pass).isEmpty());
        assertTrue(redeem(pass, UUID.randomUUID()).isEmpty());
    }

    @Test
    void content_comesBackByteForByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        for (byte[] content : List.of(all, new byte[0], new byte[10_000])) {
            TokenKey pass = key(SITE);
            store.spend(
                    new Attempt(key(SITE), ISSUED_AT, LIFETIME, true, Optional.of(new Pass(pass, content, LIFETIME))));
            assertArrayEquals(content, store.redeem(pass, Optional.empty()).orElseThrow());
        }
    }

    @Test
    void unknownPass_isNone_withAndWithoutAnIdempotencyKey() {
        assertTrue(redeem(key(SITE)).isEmpty());
        assertTrue(redeem(key(SITE), UUID.randomUUID()).isEmpty());
    }

    @Test
    void passOfAnotherSite_isNeitherToldNorSpent() {
        UUID token = UUID.randomUUID();
        TokenKey pass = new TokenKey(SITE, token);
        TokenKey stolen = new TokenKey(OTHER_SITE, token);
        assertTrue(store.spend(rightAttempt(key(SITE), pass, "content")));
        assertTrue(redeem(stolen).isEmpty());
        assertTrue(redeem(stolen, UUID.randomUUID()).isEmpty());
        assertEquals(Optional.of("content"), redeem(pass));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void spentChallenge_isNoPass(boolean right) {
        TokenKey challenge = key(SITE);
        store.spend(attempt(challenge, right));
        assertTrue(redeem(challenge).isEmpty());
        assertTrue(redeem(challenge, UUID.randomUUID()).isEmpty());
        assertFalse(store.spend(attempt(challenge, right)), "asking for it as a pass has not freed it");
    }

    @Test
    void redeemingThePass_doesNotFreeTheChallenge() {
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        store.spend(rightAttempt(challenge, pass, "content"));
        redeem(pass);
        assertFalse(store.spend(rightAttempt(challenge, key(SITE), "second")));
    }

    @ParameterizedTest
    @CsvSource({"320, 1", "320, 319", "320, 320", "320, 321", "1, 320", "1, 86400"})
    void challenge_staysSpentForItsWholeLifetime_whateverBecomesOfItsPass(int ofChallenge, int ofPass) {
        Attempt unredeemed = attemptFor(ofChallenge, ofPass);
        Attempt redeemed = attemptFor(ofChallenge, ofPass);
        Attempt redeemedWithAKey = attemptFor(ofChallenge, ofPass);
        List<Attempt> all = List.of(unredeemed, redeemed, redeemedWithAKey);
        all.forEach(store::spend);
        assertTrue(redeem(passOf(redeemed)).isPresent());
        assertTrue(redeem(passOf(redeemedWithAKey), UUID.randomUUID()).isPresent());
        advance(Duration.ofSeconds(ofChallenge).minus(aMoment()));
        for (Attempt attempt : all) {
            assertFalse(store.spend(attempt(attempt.challenge(), true)));
            assertFalse(store.spend(attempt(attempt.challenge(), false)));
            TokenKey late = key(SITE);
            assertFalse(store.spend(rightAttempt(attempt.challenge(), late, "late")));
            assertTrue(redeem(late).isEmpty());
        }
    }

    @Test
    void ofManyRedemptionsAtOnce_exactlyOneSucceeds() {
        try (Crowd crowd = new Crowd(CROWD)) {
            for (int round = 0; round < rounds(); round++) {
                TokenKey pass = passOf(SITE, "content");
                List<Optional<String>> replies = crowd.all(i -> redeem(pass));
                assertEquals(1, replies.stream().filter(Optional::isPresent).count());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"320, 1", "320, 160", "320, 319", "320, 320", "320, 321", "320, 640", "1, 320", "1, 86400"})
    void pass_livesExactlyAsLongAsItsOwnLifetime_notTheChallenges(int ofChallenge, int ofPass) {
        Attempt early = attemptFor(ofChallenge, ofPass);
        Attempt earlyWithAKey = attemptFor(ofChallenge, ofPass);
        Attempt late = attemptFor(ofChallenge, ofPass);
        List.of(early, earlyWithAKey, late).forEach(store::spend);
        UUID key = UUID.randomUUID();
        advance(Duration.ofSeconds(ofPass).minus(aMoment()));
        assertEquals(Optional.of("content"), redeem(passOf(early)));
        assertEquals(Optional.of("content"), redeem(passOf(earlyWithAKey), key));
        assertEquals(Optional.of("content"), redeem(passOf(earlyWithAKey), key));
        advance(aMoment());
        assertTrue(redeem(passOf(late)).isEmpty());
        assertTrue(redeem(passOf(late), UUID.randomUUID()).isEmpty());
        assertTrue(redeem(passOf(earlyWithAKey), key).isEmpty(), "a reply that is repeated ends with its pass");
    }

    @Test
    void passThatExpiresNow_hasExpired() {
        TokenKey early = passOf(SITE, "early");
        TokenKey late = passOf(SITE, "late");
        advance(LIFETIME.minus(aMoment()));
        assertEquals(Optional.of("early"), redeem(early));
        advance(aMoment());
        assertTrue(redeem(late).isEmpty());
        assertTrue(redeem(late, UUID.randomUUID()).isEmpty());
    }

    // idempotency keys

    @Test
    void sameIdempotencyKey_getsTheSameReplyAgainAndAgain() {
        TokenKey pass = passOf(SITE, "content");
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.of("content"), redeem(pass, key));
        }
    }

    @Test
    void otherIdempotencyKeyOrNone_getsNothing_andDoesNotSpoilTheFirst() {
        TokenKey pass = passOf(SITE, "content");
        UUID key = UUID.randomUUID();
        redeem(pass, key);
        for (int i = 0; i < 3; i++) {
            assertTrue(redeem(pass, UUID.randomUUID()).isEmpty());
            assertTrue(redeem(pass).isEmpty());
            assertEquals(Optional.of("content"), redeem(pass, key));
        }
    }

    @Test
    void idempotencyKeyOfOnePass_redeemsNoOther() {
        UUID key = UUID.randomUUID();
        TokenKey one = passOf(SITE, "one");
        TokenKey two = passOf(SITE, "two");
        assertEquals(Optional.of("one"), redeem(one, key));
        assertEquals(Optional.of("two"), redeem(two, key));
        assertTrue(redeem(key(SITE), key).isEmpty());
    }

    @Test
    void anotherSite_getsNothing_withTheSameIdempotencyKey() {
        UUID token = UUID.randomUUID();
        TokenKey pass = new TokenKey(SITE, token);
        UUID key = UUID.randomUUID();
        store.spend(rightAttempt(key(SITE), pass, "content"));
        assertEquals(Optional.of("content"), redeem(pass, key));
        assertTrue(redeem(new TokenKey(OTHER_SITE, token), key).isEmpty());
    }

    @Test
    void sameIdempotencyKeyAtOnce_getsTheReplyEveryTime() {
        try (Crowd crowd = new Crowd(CROWD)) {
            for (int round = 0; round < rounds(); round++) {
                TokenKey pass = passOf(SITE, "content");
                UUID key = UUID.randomUUID();
                for (Optional<String> reply : crowd.all(i -> redeem(pass, key))) {
                    assertEquals(Optional.of("content"), reply);
                }
            }
        }
    }

    @Test
    void differentIdempotencyKeysAtOnce_getTheReplyForOneKeyAlone() {
        try (Crowd crowd = new Crowd(CROWD)) {
            for (int round = 0; round < rounds(); round++) {
                TokenKey pass = passOf(SITE, "content");
                List<UUID> keys = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
                List<Optional<String>> replies = crowd.all(i -> redeem(pass, keys.get(i % keys.size())));
                int winners = 0;
                for (int k = 0; k < keys.size(); k++) {
                    for (int i = k; i < CROWD; i += keys.size()) {
                        assertEquals(replies.get(k), replies.get(i), "one key, one reply");
                    }
                    winners += replies.get(k).isPresent() ? 1 : 0;
                }
                assertEquals(1, winners);
            }
        }
    }

    @Test
    void redemptionsWithAndWithoutAnIdempotencyKeyAtOnce_areOneRedemption() {
        try (Crowd crowd = new Crowd(CROWD)) {
            for (int round = 0; round < rounds(); round++) {
                TokenKey pass = passOf(SITE, "content");
                UUID key = UUID.randomUUID();
                List<Optional<String>> replies = crowd.all(i -> i % 2 == 0 ? redeem(pass) : redeem(pass, key));
                int without = 0;
                int with = 0;
                for (int i = 0; i < CROWD; i += 2) {
                    without += replies.get(i).isPresent() ? 1 : 0;
                    with += replies.get(i + 1).isPresent() ? 1 : 0;
                }
                assertEquals(without == 0 ? CROWD / 2 : 0, with, "one key, one reply");
                assertTrue(without <= 1);
            }
        }
    }

    @Test
    void redeemingWithAnIdempotencyKey_doesNotLengthenThePassesLife() {
        TokenKey pass = passOf(SITE, "content");
        UUID key = UUID.randomUUID();
        int steps = 10;
        for (int i = 0; i < steps; i++) {
            assertEquals(Optional.of("content"), redeem(pass, key));
            assertTrue(redeem(pass).isEmpty());
            advance(LIFETIME.dividedBy(steps));
        }
        assertTrue(redeem(pass, key).isEmpty());
    }

    @Test
    void storeThatIsThere_canBeAsked() {
        assertDoesNotThrow(store::check);
    }

    // helpers

    /** A key that was never used before. */
    protected static TokenKey key(String site) {
        return new TokenKey(site, UUID.randomUUID());
    }

    protected static Attempt attempt(TokenKey challenge, boolean right) {
        return new Attempt(challenge, ISSUED_AT, LIFETIME, right, Optional.empty());
    }

    protected static Attempt rightAttempt(TokenKey challenge, TokenKey pass, String content) {
        return new Attempt(challenge, ISSUED_AT, LIFETIME, true, Optional.of(new Pass(pass, utf8(content), LIFETIME)));
    }

    private static Attempt attemptFor(int challengeSeconds, int passSeconds) {
        Pass pass = new Pass(key(SITE), utf8("content"), Duration.ofSeconds(passSeconds));
        return new Attempt(key(SITE), ISSUED_AT, Duration.ofSeconds(challengeSeconds), true, Optional.of(pass));
    }

    private static TokenKey passOf(Attempt attempt) {
        return attempt.pass().orElseThrow().key();
    }

    private TokenKey passOf(String site, String content) {
        TokenKey pass = key(site);
        assertTrue(store.spend(rightAttempt(key(site), pass, content)));
        return pass;
    }

    private Optional<String> redeem(TokenKey pass) {
        return text(store.redeem(pass, Optional.empty()));
    }

    private Optional<String> redeem(TokenKey pass, UUID idempotencyKey) {
        return text(store.redeem(pass, Optional.of(idempotencyKey)));
    }

    private static Optional<String> text(Optional<byte[]> content) {
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
