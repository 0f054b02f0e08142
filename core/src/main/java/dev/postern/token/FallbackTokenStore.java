package dev.postern.token;

import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.limit.SharedUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Uses another store, such as this node's memory, while one that nodes share can't be asked: for who would rather let a challenge be spent once on each node than let nobody in. That it is used is logged, up to 60 times a minute for answers and for passes each.
 * Thread-safe.
 *
 * <p>What it gives up: while the shared store is away, and as long after it as challenges live, a challenge can be spent once on each node, and once more in the shared store. A pass from before can't be
 * redeemed until that is back, and one from the time without it only on the node that issued it.
 */
public final class FallbackTokenStore implements TokenStore {
    private static final System.Logger LOG = System.getLogger(FallbackTokenStore.class.getName());

    private final TokenStore shared;
    private final TokenStore fallback;
    private final Limiter<String> lines = new Limiter<>(new Rate(60, Duration.ofMinutes(1)));

    /**
     * Both are closed with it.
     *
     * @param shared what is asked first
     * @param fallback what is asked where that throws a {@link StoreUnavailableException}
     */
    public FallbackTokenStore(TokenStore shared, TokenStore fallback) {
        this.shared = shared;
        this.fallback = fallback;
    }

    @Override
    public boolean spend(Attempt attempt) {
        try {
            return shared.spend(attempt);
        } catch (StoreUnavailableException e) {
            log("An answer was taken", e);
            return fallback.spend(attempt);
        }
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        try {
            Optional<byte[]> content = shared.redeem(pass, idempotencyKey);
            return content.isPresent() ? content : fallback.redeem(pass, idempotencyKey);
        } catch (StoreUnavailableException e) {
            log("A pass was looked for", e);
            return fallback.redeem(pass, idempotencyKey);
        }
    }

    /** Whether either can be asked. */
    @Override
    public void check() {
        try {
            shared.check();
        } catch (StoreUnavailableException e) {
            fallback.check();
        }
    }

    /** Those of the other store: more than none says that it was used. */
    @Override
    public OptionalLong entries() {
        return fallback.entries();
    }

    private void log(String what, StoreUnavailableException why) {
        if (lines.tryOnce(what).allowed()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} without the shared token store: {1} (event=store-bypassed)",
                    what,
                    why.getMessage());
        }
    }

    @Override
    public Optional<SharedUsage> sharedUsage() {
        return shared.sharedUsage();
    }

    @Override
    public void close() {
        try {
            shared.close();
        } finally {
            fallback.close();
        }
    }
}
