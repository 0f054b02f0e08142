package dev.postern.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * A limit on how often one client address may do one thing: a token bucket for each address. Bounded: of more addresses than it
 * remembers, those that were not seen for long start anew. Thread-safe.
 */
public final class ClientLimiter {
    private static final int MAXIMUM_ADDRESSES = 100_000;

    private final LoadingCache<ClientAddress, Bucket> buckets;

    /**
     * A limit by the system's clock.
     *
     * @param rate how often
     */
    public ClientLimiter(Rate rate) {
        this(rate, Ticker.systemTicker());
    }

    /** A limit by a clock of the caller's. */
    public ClientLimiter(Rate rate, Ticker ticker) {
        buckets = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_ADDRESSES)
                .expireAfterAccess(rate.per()) // by then the bucket is full again
                .ticker(ticker)
                .executor(Runnable::run)
                .build(address -> bucket(rate, ticker));
    }

    private static Bucket bucket(Rate rate, Ticker ticker) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.times()).refillGreedy(rate.times(), rate.per()))
                .withCustomTimePrecision(new Meter(ticker))
                .build();
    }

    /**
     * Counts one more time, if the limit allows it.
     *
     * @return empty if it is allowed, else how long to wait until it is
     */
    public Optional<Duration> tryOnce(ClientAddress address) {
        ConsumptionProbe probe = buckets.get(address).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private record Meter(Ticker ticker) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ticker.read();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
