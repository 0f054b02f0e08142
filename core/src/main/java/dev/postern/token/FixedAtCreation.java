package dev.postern.token;

import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.function.Function;

/** Each entry brings its lifetime, and nothing that happens to it later changes that. */
record FixedAtCreation<V>(Function<V, Duration> lifetime) implements Expiry<TokenKey, V> {
    @Override
    public long expireAfterCreate(TokenKey key, V value, long now) {
        return lifetime.apply(value).toNanos();
    }

    @Override
    public long expireAfterUpdate(TokenKey key, V value, long now, long remaining) {
        return remaining;
    }

    @Override
    public long expireAfterRead(TokenKey key, V value, long now, long remaining) {
        return remaining;
    }
}
