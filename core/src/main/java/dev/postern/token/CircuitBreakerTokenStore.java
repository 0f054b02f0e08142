package dev.postern.token;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postern.limit.SharedUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Keeps threads from waiting for a store that does not answer. After five calls in a row that failed, and took a twentieth of a second or more to do so, calls are refused at once, but for one a second,
 * which finds out whether the store answers again. Failures that take no time take no threads, and are not counted. Thread-safe.
 */
public final class CircuitBreakerTokenStore implements TokenStore {
    private static final System.Logger LOG = System.getLogger(CircuitBreakerTokenStore.class.getName());
    private static final int MOST_FAILURES = 5;
    private static final long SLOW_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TokenStore store;
    private final Ticker ticker;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nextTry = new AtomicLong();

    /** Around this store, which is closed with it. */
    public CircuitBreakerTokenStore(TokenStore store) {
        this(store, Ticker.systemTicker());
    }

    CircuitBreakerTokenStore(TokenStore store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
    }

    @Override
    public boolean spend(Attempt attempt) {
        return call(() -> store.spend(attempt));
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        return call(() -> store.redeem(pass, idempotencyKey));
    }

    @Override
    public void check() {
        call(() -> {
            store.check();
            return true;
        });
    }

    /** The store's own, which is not stood before: no request waits for it. */
    @Override
    public Optional<SharedUsage> sharedUsage() {
        return store.sharedUsage();
    }

    @Override
    public OptionalLong entries() {
        return store.entries();
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T call(Supplier<T> work) {
        if (failures.get() >= MOST_FAILURES && !mayTry()) {
            throw new StoreUnavailableException("the token store does not answer, and is asked once a second", PAUSE);
        }
        long start = ticker.read();
        try {
            T reply = work.get();
            answered();
            return reply;
        } catch (StoreUnavailableException e) {
            if (ticker.read() - start >= SLOW_NANOS) {
                failed();
            } else {
                answered();
            }
            throw e;
        }
    }

    private boolean mayTry() {
        long next = nextTry.get();
        long now = ticker.read();
        return now - next >= 0 && nextTry.compareAndSet(next, now + PAUSE.toNanos());
    }

    private void failed() {
        nextTry.set(ticker.read() + PAUSE.toNanos());
        if (failures.incrementAndGet() == MOST_FAILURES) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The token store does not answer: it is asked once a second from now on (event=store-down)");
        }
    }

    private void answered() {
        if (failures.get() > 0 && failures.getAndSet(0) >= MOST_FAILURES) {
            LOG.log(System.Logger.Level.INFO, "The token store answers again (event=store-up)");
        }
    }
}
