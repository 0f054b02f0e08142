package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A breaker keeps the contract of the store that it stands before, and what is said here. */
class CircuitBreakerTokenStoreTest extends TokenStoreContract {
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final TestClock clock = new TestClock();
    private final StubTokenStore inner = new StubTokenStore(clock);
    private final TokenStore breaker = new CircuitBreakerTokenStore(inner, clock.ticker());

    @Override
    protected TokenStore open() {
        return new CircuitBreakerTokenStore(new StubTokenStore(clock), clock.ticker());
    }

    @Override
    protected void advance(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void fiveSlowFailuresInARow_keepTheNextCallsAway() {
        inner.failAfter(SLOW);
        failTimes(5);
        assertEquals(
                "the token store does not answer, and is asked once a second",
                failure().getMessage());
        assertEquals(5, inner.calls.get());
    }

    @Test
    void failuresThatTakeNoTime_areNotCounted() {
        inner.failAfter(SLOW.minusMillis(1));
        failTimes(50);
        assertEquals("it fails", failure().getMessage());
        assertEquals(Duration.ofSeconds(7), failure().retryAfter());
    }

    @Test
    void oneAnswerBetween_startsTheCountAnew() {
        for (int i = 0; i < 5; i++) {
            inner.failAfter(SLOW);
            failTimes(4);
            inner.work();
            breaker.spend(attempt(key(SITE), false));
        }
        assertEquals(25, inner.calls.get());
    }

    @Test
    void oneFailureThatTakesNoTimeBetween_startsTheCountAnew() {
        for (int i = 0; i < 5; i++) {
            inner.failAfter(SLOW);
            failTimes(4);
            inner.failAfter(Duration.ZERO);
            failTimes(1);
        }
        assertEquals(25, inner.calls.get());
    }

    @Test
    void oneCallASecond_isLetThrough_andItsFailureKeepsTheOthersAway() {
        inner.failAfter(SLOW);
        failTimes(5);
        for (int second = 1; second <= 3; second++) {
            advance(A_SECOND.minusNanos(1));
            failTimes(3);
            assertEquals(4 + second, inner.calls.get());
            advance(Duration.ofNanos(1));
            failTimes(3);
            assertEquals(5 + second, inner.calls.get());
        }
    }

    @Test
    void storeThatAnswersAgain_isAskedByAll() {
        inner.failAfter(SLOW);
        failTimes(5);
        inner.work();
        failTimes(1);
        advance(A_SECOND);
        for (int i = 0; i < 10; i++) {
            assertTrue(breaker.spend(attempt(key(SITE), false)));
        }
    }

    @Test
    void ofManyAtOnce_oneIsLetThrough() {
        inner.failAfter(SLOW);
        failTimes(5);
        try (Crowd crowd = new Crowd(16)) {
            for (int round = 0; round < 100; round++) {
                int before = inner.calls.get();
                advance(A_SECOND);
                crowd.all(i -> failure());
                assertEquals(before + 1, inner.calls.get());
            }
        }
    }

    @Test
    void whileTheOneCallIsOnItsWay_noOtherIsLetThrough() {
        inner.failAfter(SLOW);
        failTimes(5);
        advance(A_SECOND);
        inner.duringTheNextCall(() -> failTimes(3));
        failTimes(1);
        assertEquals(6, inner.calls.get());
    }

    @Test
    void asking_isACall() {
        inner.failAfter(SLOW);
        failTimes(4);
        assertThrows(StoreUnavailableException.class, breaker::check);
        assertThrows(StoreUnavailableException.class, breaker::check);
        assertEquals(5, inner.calls.get());
    }

    @Test
    void entriesAndSharedUsage_areTheStores() {
        inner.spend(attempt(key(SITE), false));
        assertEquals(OptionalLong.of(1), breaker.entries());
        assertEquals(inner.sharedUsage(), breaker.sharedUsage());
    }

    @Test
    void closing_closesTheStore() {
        breaker.close();
        assertTrue(inner.isClosed());
    }

    private void failTimes(int times) {
        for (int i = 0; i < times; i++) {
            failure();
        }
    }

    private StoreUnavailableException failure() {
        return assertThrows(StoreUnavailableException.class, () -> breaker.redeem(key(SITE), Optional.empty()));
    }
}
