package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void wrongAttempts_takeNoRoomAmongWhatIsKept() {
        CaffeineTokenStore store = open();
        store.spend(attempt(key(SITE), false));
        assertEquals(0, store.keptEntries());
        store.spend(attempt(key(SITE), true));
        assertEquals(1, store.keptEntries());
        store.spend(rightAttempt(key(SITE), key(SITE), "pass"));
        assertEquals(3, store.keptEntries());
    }

    @Test
    void defaults_holdAtLeastThousandsOfVisitors() {
        CaffeineTokenStore store = open();
        for (int i = 0; i < 5_000; i++) {
            assertTrue(store.spend(rightAttempt(key(SITE), key(SITE), "pass")));
        }
        assertEquals(10_000, store.keptEntries());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1})
    void boundsBelowTwo_areRefused_namingSettingAndValue(long bound) {
        CaffeineTokenStore.Builder builder = CaffeineTokenStore.builder();
        refused("maximumAttempts is " + bound, () -> builder.maximumAttempts(bound));
        refused("maximumKept is " + bound, () -> builder.maximumKept(bound));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NEGATIVE_INFINITY, -0.5, -0.0, 0, 1.0000001, Double.POSITIVE_INFINITY, Double.NaN})
    void siteShareThatIsNoShare_isRefused_namingSettingAndValue(double share) {
        refused("siteShare is " + share, () -> CaffeineTokenStore.builder().siteShare(share));
    }

    @Test
    void smallestBounds_areAccepted_andHoldOnePass() {
        CaffeineTokenStore store = CaffeineTokenStore.builder()
                .maximumAttempts(2)
                .maximumKept(2)
                .siteShare(Double.MIN_VALUE)
                .ticker(clock.ticker())
                .build();
        assertTrue(store.spend(rightAttempt(key(SITE), key(SITE), "pass")));
        assertThrows(StoreUnavailableException.class, () -> store.spend(attempt(key(SITE), true)));
    }

    @Test
    void wrongAttemptWithAPass_isRefused() {
        Pass pass = new Pass(key(SITE), new byte[0], LIFETIME);
        assertThrows(IllegalArgumentException.class, () -> new Attempt(key(SITE), LIFETIME, false, Optional.of(pass)));
    }

    private static void refused(String message, Runnable setting) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, setting::run);
        assertTrue(String.valueOf(refusal.getMessage()).contains(message), () -> "was: " + refusal.getMessage());
    }
}
