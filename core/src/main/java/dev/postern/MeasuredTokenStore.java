package dev.postern;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postern.Metrics.StoreCall;
import dev.postern.token.Attempt;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** Tells how long another store takes. */
final class MeasuredTokenStore implements TokenStore {
    private final TokenStore store;
    private final Metrics metrics;
    private final Ticker ticker;

    MeasuredTokenStore(TokenStore store, Metrics metrics, Ticker ticker) {
        this.store = store;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    @Override
    public boolean spend(Attempt attempt) {
        return measured(StoreCall.SPEND, () -> store.spend(attempt));
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        return measured(StoreCall.REDEEM, () -> store.redeem(pass, idempotencyKey));
    }

    @Override
    public void check() {
        measured(StoreCall.CHECK, () -> {
            store.check();
            return true;
        });
    }

    private <T> T measured(StoreCall call, Supplier<T> work) {
        long start = ticker.read();
        boolean answered = false;
        try {
            T reply = work.get();
            answered = true;
            return reply;
        } finally {
            metrics.storeAsked(call, answered, Duration.ofNanos(ticker.read() - start));
        }
    }

    @Override
    public OptionalLong entries() {
        return store.entries();
    }

    @Override
    public void close() {
        store.close();
    }
}
