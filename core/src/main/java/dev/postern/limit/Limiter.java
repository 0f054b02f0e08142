package dev.postern.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit on how often each of many may do one thing: a token bucket for each client address, account, or API key. Bounded: of more than it
 * remembers, those that were not seen for long start anew. It counts by itself, unless it {@linkplain LimitExchange#join joins} those of other nodes. Thread-safe.
 *
 * @param <K> who is limited; by {@code equals}
 */
public final class Limiter<K> {
    private static final int MOST_REMEMBERED = 100_000;
    /** How many times over a limit can be used up by all nodes together: no more is believed, or a store whose clock was set back would shut everyone out for as long. */
    private static final int MOST_OVERUSE = 16;

    private final Function<? super K, Rate> rate;
    private final Duration longest;
    private final LoadingCache<K, Bucket> buckets;
    private volatile @Nullable RecentUse<K> recentUse;

    /** A limit that is the same for all, by the system's clock. */
    public Limiter(Rate rate) {
        this(rate, Ticker.systemTicker());
    }

    /** A limit that is the same for all, by a clock of the caller's. */
    public Limiter(Rate rate, Ticker ticker) {
        this(each -> rate, rate.per(), ticker);
    }

    /**
     * A limit of each one's own.
     *
     * @param rate how often that one may; always the same for the same one
     */
    public Limiter(Function<? super K, Rate> rate, Ticker ticker) {
        this(rate, Rate.LONGEST, ticker);
    }

    /** One that forgets who was not seen for so long that any bucket is full again: one time for all, because to keep each one's own costs more than the bucket. */
    private Limiter(Function<? super K, Rate> rate, Duration longest, Ticker ticker) {
        this.rate = rate;
        this.longest = longest;
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(longest)
                .ticker(ticker)
                .executor(Runnable::run)
                .build(each -> bucket(rate.apply(each), ticker));
    }

    private static Bucket bucket(Rate rate, Ticker ticker) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.times()).refillGreedy(rate.times(), rate.per()))
                .withCustomTimePrecision(new Meter(ticker))
                .build();
    }

    /** Counts one more time, if the limit allows it. */
    public Quota tryOnce(K each) {
        return tryOnce(each, buckets.get(each));
    }

    /** What one alone may do, for who asks often and keeps it for seconds at most: while it is kept, this one may be forgotten, and start anew. */
    public Limit of(K each) {
        Bucket bucket = buckets.get(each);
        return () -> tryOnce(each, bucket);
    }

    private Quota tryOnce(K each, Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            note(each, 1);
        }
        return quota(rate.apply(each), probe);
    }

    private static Quota quota(Rate rate, ConsumptionProbe probe) {
        int left = (int) Math.max(0, probe.getRemainingTokens());
        if (!probe.isConsumed()) {
            return new Quota(rate, false, left, Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        double nanosForOne = (double) rate.per().toNanos() / rate.times();
        double untilNext = probe.getNanosToWaitForReset() - (rate.times() - left - 1) * nanosForOne;
        return new Quota(rate, true, left, Duration.ofNanos(Math.max(0, (long) Math.ceil(untilNext))));
    }

    /** Counts so many more times, as far as the limit has room for them, and refuses nothing. */
    public void add(K each, int times) {
        long counted = buckets.get(each).tryConsumeAsMuchAsPossible(times);
        if (counted > 0) {
            note(each, (int) counted);
        }
    }

    private void note(K each, int times) {
        RecentUse<K> shared = recentUse;
        if (shared != null) {
            shared.add(each, times);
        }
    }

    /** Begins to note what is used. Who has overused a limit on several nodes is remembered for as long as that takes to be paid back. */
    RecentUse<K> share(Runnable onUse) {
        buckets.policy()
                .expireAfterAccess()
                .ifPresent(expiry -> expiry.setExpiresAfter(longest.multipliedBy(MOST_OVERUSE)));
        RecentUse<K> shared = new RecentUse<>(onUse);
        recentUse = shared;
        return shared;
    }

    /** How long it takes until so many uses are refilled. */
    Duration refill(K each, int times) {
        Rate of = rate.apply(each);
        return of.per().multipliedBy(times).dividedBy(of.times());
    }

    /**
     * Takes what other nodes have let through, but for what is refilled from one exchange to the next: by that much nodes' counts differ.
     *
     * @param untilUnused how long it takes until nothing is used, as all nodes together have used it
     * @param since how often this node has let it through in the meantime
     */
    void learn(K each, Duration untilUnused, int since) {
        Rate of = rate.apply(each);
        Bucket bucket = buckets.get(each);
        double nanosForOne = (double) of.per().toNanos() / of.times();
        long used = (long) Math.min(untilUnused.toNanos() / nanosForOne, (double) MOST_OVERUSE * of.times());
        long refilled = (long) Math.ceil(LimitExchange.BETWEEN.toNanos() / nanosForOne);
        long left = of.times() - used - since + refilled;
        long tooMuch = bucket.getAvailableTokens() - left;
        if (tooMuch > 0) {
            bucket.consumeIgnoringRateLimits(tooMuch);
        }
    }

    /** Which share of what the limit allows at once is used up, without counting any: from 0, for one that is not known, to 1, for one that has to wait. */
    public double used(K each) {
        Bucket bucket = buckets.getIfPresent(each);
        if (bucket == null) {
            return 0;
        }
        double left = (double) bucket.getAvailableTokens() / rate.apply(each).times();
        return Math.max(0, Math.min(1, 1 - left));
    }

    /** How long to wait until one more time is allowed, without counting any; empty if it is allowed now. */
    public Optional<Duration> toWait(K each) {
        Bucket bucket = buckets.getIfPresent(each);
        long nanos = bucket == null ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
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
