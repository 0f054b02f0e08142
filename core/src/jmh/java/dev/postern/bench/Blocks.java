package dev.postern.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.seal.Drbg;
import dev.postern.seal.Pool;
import java.nio.ByteBuffer;
import java.util.UUID;

/** What threads share of the yardstick: one bare cache, and the generator that passes are drawn from. */
final class Blocks {
    private final SkippingTicker ticker = new SkippingTicker();
    private final Pool<Drbg> random = new Pool<>(Drbg::new);
    private final Cache<UUID, Boolean> cache;

    Blocks(int bound) {
        cache = Caffeine.newBuilder()
                .maximumSize(bound)
                .expireAfterWrite(Gate.LIFETIME)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** The pace at which the cache comes to hold so many ids. */
    Pace pace(int live) {
        return new Pace(ticker, Gate.LIFETIME, live);
    }

    UUID randomUuid() {
        return random.with(generator -> new UUID(generator.nextLong(), generator.nextLong()));
    }

    /** Spends an id, and saves and removes a pass. */
    boolean spendAndRedeem(ByteBuffer id, UUID pass) {
        boolean first = cache.asMap().putIfAbsent(new UUID(id.getLong(0), id.getLong(8)), true) == null;
        cache.put(pass, true);
        return cache.asMap().remove(pass) != null && first;
    }
}
