package dev.postern.servlet;

import dev.postern.token.Attempt;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The Caffeine store, which counts what reaches it and fails when it is told to. */
final class EndpointStore implements TokenStore {
    private final CaffeineTokenStore store;
    private final AtomicInteger spent = new AtomicInteger();
    private final AtomicInteger redeemed = new AtomicInteger();
    private final AtomicInteger checks = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;

    EndpointStore(CaffeineTokenStore store) {
        this.store = store;
    }

    @Override
    public boolean spend(Attempt attempt) {
        spent.incrementAndGet();
        failIfTold();
        return store.spend(attempt);
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        redeemed.incrementAndGet();
        failIfTold();
        return store.redeem(pass, idempotencyKey);
    }

    @Override
    public void check() {
        checks.incrementAndGet();
        failIfTold();
    }

    @Override
    public OptionalLong entries() {
        return store.entries();
    }

    private void failIfTold() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public void close() {
        store.close();
    }

    /** How many attempts reached the store. */
    int attempts() {
        return spent.get();
    }

    /** How many redemptions reached the store. */
    int redemptions() {
        return redeemed.get();
    }

    /** How often it was asked whether it can be asked. */
    int checks() {
        return checks.get();
    }

    long rightAnswers() {
        return store.rightAnswers();
    }

    void failWith(RuntimeException thrown) {
        failure = thrown;
    }

    void recover() {
        failure = null;
    }
}
