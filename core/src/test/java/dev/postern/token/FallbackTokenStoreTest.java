package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With a shared store that works, it keeps the contract; and what is said here. */
class FallbackTokenStoreTest extends TokenStoreContract {
    private final TestClock clock = new TestClock();
    private final StubTokenStore shared = new StubTokenStore(clock);
    private final StubTokenStore memory = new StubTokenStore(clock);
    private final TokenStore store = new FallbackTokenStore(shared, memory);

    @Override
    protected TokenStore open() {
        return new FallbackTokenStore(new StubTokenStore(clock), new StubTokenStore(clock));
    }

    @Override
    protected void advance(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void whileTheSharedStoreIsAway_theOtherIsAsked_andSpendsOnce() {
        shared.failAfter(Duration.ZERO);
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        assertTrue(store.spend(rightAttempt(challenge, pass, "content")));
        assertFalse(store.spend(attempt(challenge, true)));
        assertArrayEquals(
                "content".getBytes(StandardCharsets.UTF_8), redeemed(pass).orElseThrow());
        assertTrue(redeemed(pass).isEmpty());
    }

    @Test
    void whileTheSharedStoreAnswers_theOtherSpendsNothing() {
        assertTrue(store.spend(rightAttempt(key(SITE), key(SITE), "content")));
        assertFalse(memory.calls.get() > 0);
    }

    @Test
    void passOfTheTimeWithoutTheSharedStore_isRedeemedAfterIt_once() {
        shared.failAfter(Duration.ZERO);
        TokenKey pass = key(SITE);
        store.spend(rightAttempt(key(SITE), pass, "content"));
        shared.work();
        UUID key = UUID.randomUUID();
        assertTrue(store.redeem(pass, Optional.of(key)).isPresent());
        assertTrue(store.redeem(pass, Optional.of(key)).isPresent());
        assertTrue(redeemed(pass).isEmpty());
    }

    @Test
    void passFromBefore_isRedeemedWhenTheSharedStoreIsBack() {
        TokenKey pass = key(SITE);
        store.spend(rightAttempt(key(SITE), pass, "content"));
        shared.failAfter(Duration.ZERO);
        assertTrue(redeemed(pass).isEmpty());
        shared.work();
        assertTrue(redeemed(pass).isPresent());
    }

    @Test
    void itCanBeAsked_whileEitherCan() {
        shared.failAfter(Duration.ZERO);
        store.check();
        memory.failAfter(Duration.ZERO);
        assertThrows(StoreUnavailableException.class, store::check);
        shared.work();
        store.check();
    }

    @Test
    void usageIsShared_andEntriesAreThoseOfTheOther() {
        shared.spend(attempt(key(SITE), false));
        assertEquals(OptionalLong.of(0), store.entries());
        shared.failAfter(Duration.ZERO);
        store.spend(attempt(key(SITE), false));
        assertEquals(OptionalLong.of(1), store.entries());
        assertEquals(shared.sharedUsage(), store.sharedUsage());
    }

    @Test
    void closing_closesBoth() {
        store.close();
        assertTrue(shared.isClosed() && memory.isClosed());
    }

    private Optional<byte[]> redeemed(TokenKey pass) {
        return store.redeem(pass, Optional.empty());
    }
}
