package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaffeineTokenStoreTest extends TokenStoreContract {
    private final TestClock clock = new TestClock();

    @Override
    protected CaffeineTokenStore open() {
        return CaffeineTokenStore.builder().ticker(clock.ticker()).build();
    }

    @Override
    protected void advance(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void attempt_isForgottenAtTheEndOfItsLifetime() {
        CaffeineTokenStore store = open();
        TokenKey right = key(SITE);
        TokenKey wrong = key(SITE);
        store.spend(attempt(right, true));
        store.spend(attempt(wrong, false));
        advance(LIFETIME);
        assertTrue(store.spend(attempt(right, true)));
        assertTrue(store.spend(attempt(wrong, false)));
    }

    @ParameterizedTest
    @CsvSource({"320, 1", "320, 319", "320, 320", "320, 321", "1, 320"})
    void rightAnswer_isForgottenAtTheEndOfItsLifetimeOrItsPasses_whicheverIsLater(int ofChallenge, int ofPass) {
        CaffeineTokenStore store = open();
        Pass pass = new Pass(key(SITE), new byte[] {1}, Duration.ofSeconds(ofPass));
        Attempt attempt = new Attempt(key(SITE), ISSUED_AT, Duration.ofSeconds(ofChallenge), true, Optional.of(pass));
        assertTrue(store.spend(attempt));
        advance(Duration.ofSeconds(Math.max(ofChallenge, ofPass)).minusMillis(1));
        assertFalse(store.spend(attempt));
        assertEquals(1, store.rightAnswers());
        advance(Duration.ofMillis(1));
        assertTrue(store.spend(attempt(attempt.challenge(), true)));
        assertEquals(1, store.rightAnswers());
    }

    @Test
    void wrongAttempts_takeNoRoomAmongRightAnswers() {
        CaffeineTokenStore store = open();
        store.spend(attempt(key(SITE), false));
        assertEquals(0, store.rightAnswers());
        store.spend(attempt(key(SITE), true));
        assertEquals(1, store.rightAnswers());
        store.spend(rightAttempt(key(SITE), key(SITE), "pass"));
        assertEquals(2, store.rightAnswers());
    }

    @Test
    void entries_areRightAndWrongAnswers() {
        CaffeineTokenStore store = open();
        store.spend(attempt(key(SITE), false));
        store.spend(attempt(key(SITE), true));
        store.spend(rightAttempt(key(SITE), key(SITE), "content"));
        assertEquals(OptionalLong.of(3), store.entries());
        assertEquals(2, store.rightAnswers());
    }

    @Test
    void whatIsClosed_holdsNothing() {
        CaffeineTokenStore store = open();
        TokenKey wrong = key(SITE);
        TokenKey right = key(SITE);
        TokenKey pass = key(SITE);
        store.spend(attempt(wrong, false));
        store.spend(rightAttempt(right, pass, "content"));
        store.close();
        assertTrue(store.redeem(pass, Optional.empty()).isEmpty());
        assertTrue(store.spend(attempt(wrong, false)));
        assertTrue(store.spend(attempt(right, true)));
    }

    @Test
    void defaults_holdAtLeastThousandsOfVisitors() {
        CaffeineTokenStore store = open();
        for (int i = 0; i < 5_000; i++) {
            assertTrue(store.spend(rightAttempt(key(SITE), key(SITE), "pass")));
        }
        assertEquals(5_000, store.rightAnswers());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
    void boundsBelowOne_areRefused_namingSettingAndValue(long bound) {
        CaffeineTokenStore.Builder builder = CaffeineTokenStore.builder();
        refused("maximumWrong is " + bound, () -> builder.maximumWrong(bound));
        refused("maximumRight is " + bound, () -> builder.maximumRight(bound));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NEGATIVE_INFINITY, -0.5, -0.0, 0, 1.0000001, Double.POSITIVE_INFINITY, Double.NaN})
    void siteShareThatIsNoShare_isRefused_namingSettingAndValue(double share) {
        refused("siteShare is " + share, () -> CaffeineTokenStore.builder().siteShare(share));
    }

    @Test
    void smallestBounds_areAccepted_andHoldOneRightAnswerWithItsPass() {
        CaffeineTokenStore store = CaffeineTokenStore.builder()
                .maximumWrong(1)
                .maximumRight(1)
                .siteShare(Double.MIN_VALUE)
                .ticker(clock.ticker())
                .build();
        TokenKey pass = key(SITE);
        assertTrue(store.spend(rightAttempt(key(SITE), pass, "pass")));
        assertThrows(StoreUnavailableException.class, () -> store.spend(attempt(key(SITE), true)));
        assertTrue(store.redeem(pass, Optional.empty()).isPresent());
    }

    @Test
    void wrongAttemptWithAPass_isRefused() {
        Pass pass = new Pass(key(SITE), new byte[0], LIFETIME);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Attempt(key(SITE), ISSUED_AT, LIFETIME, false, Optional.of(pass)));
    }

    private static void refused(String message, Runnable setting) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, setting::run);
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), () -> "was: " + refusal.getMessage());
    }
}
