package dev.postern.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy.VarExpiration;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Spent challenges and passes in this process's memory, bounded. Thread-safe.
 *
 * <p>A bound means two things here:
 *
 * <ul>
 *   <li>Wrong attempts are evictable: under a flood of them one may be forgotten, and be repeated, but nobody is refused.
 *   <li>Right answers and their passes are kept until they expire. At the bound, or at a site's share of it, the store refuses them
 *       once a clean-up, which runs at most ten times a second, has found nothing to remove. The count of what is kept is exact.
 * </ul>
 *
 * So there are two caches, and an attempt looks into both and enters one, under a lock that it shares with others of the same hash.
 * One cache that weighs what is kept at nothing would do, but walks past all of it at each eviction. A pass has no entry of its own
 * in a cache: the one of its challenge holds its key, and outlives it.
 */
public final class CaffeineTokenStore implements TokenStore {
    private static final double KEYS_SHARE = 0.5;
    private static final double KEY_SHARE = 0.1;
    private static final double SHARE_OF_HEAP = 0.1;
    /** As measured, 124 for a wrong answer, 282 for a right one and its pass; the rest is for actions and host names longer than there. */
    private static final int BYTES_PER_ENTRY_OF_BOTH = 550;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final long CLEAN_UP_EVERY_NANOS = 100_000_000;
    private static final int LOCKS = 64;

    private static final TokenKey NO_PASS = new TokenKey("", new UUID(0, 0)); // a pass has a random key

    private final Cache<TokenKey, Boolean> wrong;
    private final Cache<TokenKey, TokenKey> right; // the key of its pass
    private final VarExpiration<TokenKey, Boolean> wrongByLifetime;
    private final VarExpiration<TokenKey, TokenKey> rightByLifetime;
    private final ConcurrentMap<TokenKey, KeptPass> passes = new ConcurrentHashMap<>();
    private final Room room;
    private final Ticker ticker;
    private long nextCleanUp;
    private final Object[] locks = new Object[LOCKS];

    private CaffeineTokenStore(Builder builder) {
        ticker = builder.ticker;
        nextCleanUp = ticker.read();
        Arrays.setAll(locks, i -> new Object());
        room = new Room(
                builder.maximumRight,
                builder.share(builder.siteShare),
                builder.share(KEYS_SHARE),
                builder.share(KEY_SHARE));
        // Maintenance on the calling thread: an executor only hides its cost, and adds to it. Each put brings its
        // lifetime, and without
        // one nothing would be kept.
        wrong = Caffeine.newBuilder()
                .maximumSize(builder.maximumWrong)
                .expireAfter(Expiry.creating((TokenKey challenge, Boolean spent) -> Duration.ZERO))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        right = Caffeine.newBuilder()
                .expireAfter(Expiry.creating((TokenKey challenge, TokenKey pass) -> Duration.ZERO))
                .evictionListener((@Nullable TokenKey challenge, @Nullable TokenKey pass, RemovalCause cause) ->
                        forget(challenge, pass))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        wrongByLifetime = wrong.policy().expireVariably().orElseThrow();
        rightByLifetime = right.policy().expireVariably().orElseThrow();
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
            if (right.asMap().containsKey(challenge) || wrong.asMap().containsKey(challenge)) {
                return Outcome.REPEATED;
            }
            if (!attempt.right()) {
                put(wrongByLifetime, challenge, true, attempt.lifetime());
                return Outcome.FIRST;
            }
            if (!room.take(challenge.site())) {
                return Outcome.FULL;
            }
            keep(attempt);
            return Outcome.FIRST;
        }
    }

    private void keep(Attempt attempt) {
        if (attempt.pass().isEmpty()) {
            put(rightByLifetime, attempt.challenge(), NO_PASS, attempt.lifetime());
            return;
        }
        Pass pass = attempt.pass().get();
        long expiresAt = ticker.read() + pass.lifetime().toNanos();
        passes.put(pass.key(), new KeptPass(pass.content(), expiresAt, null));
        put(rightByLifetime, attempt.challenge(), pass.key(), longer(attempt.lifetime(), pass.lifetime()));
    }

    @SuppressWarnings("CheckReturnValue") // nothing was there
    private static <V> void put(VarExpiration<TokenKey, V> cache, TokenKey challenge, V value, Duration lifetime) {
        cache.put(challenge, value, lifetime);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void forget(@Nullable TokenKey challenge, @Nullable TokenKey pass) {
        if (challenge != null && pass != null) { // which no entry lacks that is held strongly
            passes.remove(pass);
            room.release(challenge.site());
        }
    }

    private Object lockOf(TokenKey challenge) {
        int hash = challenge.hashCode();
        return locks[(hash ^ (hash >>> 16)) & (LOCKS - 1)];
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        KeptPass found = idempotencyKey.isEmpty() ? passes.get(pass) : redeemRepeatably(pass, idempotencyKey.get());
        if (found == null || ticker.read() - found.expiresAt() >= 0) {
            return Optional.empty();
        }
        if (idempotencyKey.isPresent()) {
            return idempotencyKey.get().equals(found.redeemedWith()) ? Optional.of(found.content()) : Optional.empty();
        }
        boolean first = found.redeemedWith() == null && passes.remove(pass, found);
        return first ? Optional.of(found.content()) : Optional.empty();
    }

    private @Nullable KeptPass redeemRepeatably(TokenKey pass, UUID idempotencyKey) {
        return passes.computeIfPresent(
                pass, (key, kept) -> kept.redeemedWith() == null ? kept.redeemedWith(idempotencyKey) : kept);
    }

    /** How many right answers are kept now, expired ones included that nothing has removed yet. */
    public long rightAnswers() {
        return room.taken();
    }

    /** Right answers and wrong ones, expired ones included that nothing has removed yet. */
    @Override
    public OptionalLong entries() {
        return OptionalLong.of(room.taken() + wrong.estimatedSize());
    }

    /** Removes what has expired, unless that was done just now: a full store must not spend all its time on it. */
    private synchronized void cleanUp() {
        long now = ticker.read();
        if (now - nextCleanUp < 0) {
            return;
        }
        nextCleanUp = now + CLEAN_UP_EVERY_NANOS;
        long before;
        do {
            before = room.taken();
            right.cleanUp();
        } while (room.taken() < before);
    }

    @Override
    public void close() {
        wrong.invalidateAll();
        right.invalidateAll();
        passes.clear();
    }

    private enum Outcome {
        FIRST,
        REPEATED,
        FULL
    }

    /**
     * A pass that may be redeemed, or asked for again.
     *
     * @param expiresAt by the ticker, in nanoseconds
     * @param redeemedWith the idempotency key that it was redeemed with; null before that
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Pass
    private record KeptPass(
            byte[] content, long expiresAt, @Nullable UUID redeemedWith) {
        KeptPass redeemedWith(UUID idempotencyKey) {
            return new KeptPass(content, expiresAt, idempotencyKey);
        }
    }

    /** Collects a store's settings. */
    public static final class Builder {
        private long maximumWrong = defaultMaximum();
        private long maximumRight = defaultMaximum();
        private double siteShare = 0.5;
        private Ticker ticker = Ticker.systemTicker();

        private Builder() {}

        private long share(double share) {
            return Math.max(1, (long) (maximumRight * share));
        }

        private static long defaultMaximum() {
            return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP) / BYTES_PER_ENTRY_OF_BOTH;
        }

        /** How many wrong attempts are remembered; by default what fits, with the right answers, into 10 % of the heap. */
        public Builder maximumWrong(long maximum) {
            this.maximumWrong = positive("maximumWrong", maximum);
            return this;
        }

        /** How many right answers are kept, with their passes; by default what fits, with the wrong ones, into 10 % of the heap. */
        public Builder maximumRight(long maximum) {
            this.maximumRight = positive("maximumRight", maximum);
            return this;
        }

        /**
         * The share of {@link #maximumRight} that one site may fill, above 0 and up to 1; half by default. The sites of accounts' API keys, whose ids start
         * with {@code key-}, fill half of it at most all together, and one of them a tenth.
         */
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
            if (value < 1) {
                throw new IllegalArgumentException(setting + " is " + value + " but must be at least 1");
            }
            return value;
        }
    }
}
