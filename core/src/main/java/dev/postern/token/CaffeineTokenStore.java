package dev.postern.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Spent challenges and passes in this process's memory, bounded. Thread-safe.
 *
 * <p>Two caches, because a bound means two things here:
 *
 * <ul>
 *   <li>Attempts are evictable: under a flood of wrong answers an attempt may be forgotten, and a wrong one be repeated, but
 *       nobody is refused.
 *   <li>Right answers and passes are kept until they expire. At the bound, or at a site's share of it, the store refuses them
 *       once a clean-up has found nothing to remove. The count of what is kept is exact.
 * </ul>
 *
 * An attempt looks into both and enters one, under a lock that it shares with others of the same hash: so a right answer stays
 * spent whatever a flood washes away. One cache that weighs what is kept at nothing would do the same, but walks past all of it at
 * each eviction.
 */
public final class CaffeineTokenStore implements TokenStore {
    private static final double SHARE_OF_HEAP = 0.1;
    private static final int BYTES_PER_ATTEMPT_AND_KEPT_ENTRY = 500;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final long CLEAN_UP_EVERY_NANOS = 100_000_000;
    private static final int LOCKS = 64;

    private final Cache<TokenKey, Duration> attempts;
    private final Cache<TokenKey, Kept> kept;
    private final Room room;
    private final Ticker ticker;
    private final AtomicLong nextCleanUp;
    private final Object[] locks = new Object[LOCKS];

    private CaffeineTokenStore(Builder builder) {
        ticker = builder.ticker;
        nextCleanUp = new AtomicLong(ticker.read());
        Arrays.setAll(locks, i -> new Object());
        room = new Room(builder.maximumKept, Math.max(2, (long) (builder.maximumKept * builder.siteShare)));
        // Maintenance on the calling thread: an executor only hides its cost, and adds to it.
        attempts = Caffeine.newBuilder()
                .maximumSize(builder.maximumAttempts)
                .expireAfter(new FixedAtCreation<Duration>(lifetime -> lifetime))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        kept = Caffeine.newBuilder()
                .expireAfter(new FixedAtCreation<Kept>(Kept::lifetime))
                .evictionListener((@Nullable TokenKey key, @Nullable Kept entry, RemovalCause cause) -> released(key))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** A store with the defaults that each method of the builder names. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean spend(Attempt attempt) {
        Outcome outcome = trySpend(attempt);
        if (outcome == Outcome.FULL) {
            cleanUp();
            outcome = trySpend(attempt);
        }
        if (outcome == Outcome.FULL) {
            throw new StoreUnavailableException(
                    "the token store is full (" + room + "): raise its bound or shorten lifetimes", RETRY_AFTER);
        }
        return outcome == Outcome.FIRST;
    }

    private Outcome trySpend(Attempt attempt) {
        TokenKey challenge = attempt.challenge();
        synchronized (lockOf(challenge)) {
            // First of all, so that what is dead takes the same steps whether the answer is right or wrong.
            if (kept.asMap().containsKey(challenge) || attempts.asMap().containsKey(challenge)) {
                return Outcome.REPEATED;
            }
            if (!attempt.right()) {
                attempts.put(challenge, attempt.lifetime());
                return Outcome.FIRST;
            }
            if (!room.take(challenge.site(), attempt.pass().isPresent() ? 2 : 1)) {
                return Outcome.FULL;
            }
            kept.put(challenge, Kept.challenge(attempt.lifetime()));
            attempt.pass().ifPresent(pass -> kept.put(pass.key(), Kept.pass(pass)));
            return Outcome.FIRST;
        }
    }

    private Object lockOf(TokenKey challenge) {
        int hash = challenge.hashCode();
        return locks[(hash ^ (hash >>> 16)) & (LOCKS - 1)];
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        Redemption redemption = new Redemption(idempotencyKey);
        kept.asMap().computeIfPresent(pass, (key, entry) -> redemption.of(entry));
        if (redemption.removed) {
            room.release(pass.site(), 1);
        }
        return redemption.content;
    }

    private void released(@Nullable TokenKey expired) {
        if (expired != null) { // which keys that are held strongly never are
            room.release(expired.site(), 1);
        }
    }

    /** How many right answers and passes are kept now, expired ones included that nothing has removed yet. */
    public long keptEntries() {
        return room.taken();
    }

    /** Removes what has expired, unless that was done just now: a full store must not spend all its time on it. */
    private void cleanUp() {
        long due = nextCleanUp.get();
        long now = ticker.read();
        if (now - due < 0 || !nextCleanUp.compareAndSet(due, now + CLEAN_UP_EVERY_NANOS)) {
            return;
        }
        long before;
        do {
            before = room.taken();
            kept.cleanUp();
        } while (room.taken() < before);
    }

    @Override
    public void close() {
        attempts.invalidateAll();
        kept.invalidateAll();
    }

    private enum Outcome {
        FIRST,
        REPEATED,
        FULL
    }

    /** One redemption: what becomes of the entry, and what the caller is told. */
    private static final class Redemption {
        private final Optional<UUID> idempotencyKey;
        private Optional<byte[]> content = Optional.empty();
        private boolean removed;

        Redemption(Optional<UUID> idempotencyKey) {
            this.idempotencyKey = idempotencyKey;
        }

        @Nullable
        Kept of(Kept entry) {
            boolean again = entry.redeemedWith().isPresent();
            if (entry.content().isEmpty() || (again && !entry.redeemedWith().equals(idempotencyKey))) {
                return entry;
            }
            content = entry.content();
            removed = idempotencyKey.isEmpty();
            return removed ? null : entry.redeemedWith(idempotencyKey);
        }
    }

    /** Collects a store's settings. */
    public static final class Builder {
        private long maximumAttempts = defaultMaximum();
        private long maximumKept = defaultMaximum();
        private double siteShare = 0.5;
        private Ticker ticker = Ticker.systemTicker();

        private Builder() {}

        private static long defaultMaximum() {
            return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) / BYTES_PER_ATTEMPT_AND_KEPT_ENTRY;
        }

        /** How many attempts are remembered, at least; by default what fits, with the passes, into 10 % of the heap. */
        public Builder maximumAttempts(long maximum) {
            this.maximumAttempts = positive("maximumAttempts", maximum);
            return this;
        }

        /**
         * How many right answers and unredeemed passes are kept, at most: two for each visitor who has solved and not yet
         * posted. By default what fits, with the attempts, into 10 % of the heap.
         */
        public Builder maximumKept(long maximum) {
            this.maximumKept = positive("maximumKept", maximum);
            return this;
        }

        /** The share of {@link #maximumKept} that one site may fill, above 0 and up to 1; half by default. */
        public Builder siteShare(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("siteShare is " + share + " but must be above 0 and at most 1");
            }
            this.siteShare = share;
            return this;
        }

        /** The clock by which entries expire; the system's by default. */
        public Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /** The store. */
        public CaffeineTokenStore build() {
            return new CaffeineTokenStore(this);
        }

        private static long positive(String setting, long value) {
            if (value < 2) {
                throw new IllegalArgumentException(setting + " is " + value + " but must be at least 2");
            }
            return value;
        }
    }
}
