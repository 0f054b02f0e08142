package dev.postern.token.redis;

import dev.postern.limit.SharedUsage;
import dev.postern.token.Attempt;
import dev.postern.token.Pass;
import dev.postern.token.StoreUnavailableException;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Spent challenges and passes in a Redis (6.2 or newer) or Valkey that nodes share. Thread-safe.
 *
 * <p>Each call is one script and one round trip, and what it did can't be done twice: a call whose connection broke is made once more on a new connection, and finds out whether the first one had come
 * through. Keys hold digests of tokens, so that whoever reads the Redis holds no pass. Entries expire by the Redis's clock.
 *
 * <p>What a store forgets early could be spent twice. So
 *
 * <ul>
 *   <li>a Redis that evicts is refused: its {@code maxmemory-policy} has to be {@code noeviction}. At its limit it refuses attempts, while passes without an idempotency key can be redeemed still.
 *   <li>a Redis that is new, or has lost what it held because it was restarted without persistence or emptied, takes no challenge that was issued before that, or in the three seconds after it, by which
 *       the clocks of nodes and Redis may differ: such an attempt is told not to be the first.
 *   <li>what a failover loses, because the replica had not got it yet, is not noticed: {@code min-replicas-to-write} makes that less.
 * </ul>
 *
 * <p>A call that fails has spent nothing, or nothing that anyone can use: where a reply is lost for good, the challenge may be spent, and its pass is known to nobody.
 */
public final class RedisTokenStore implements TokenStore {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final byte CHALLENGE = 'c';
    private static final byte PASS = 'p';
    private static final byte LIMIT = 'l';
    private static final byte[] CALL = {'-'};
    private static final byte[] REPEATABLE_CALL = {'+'};

    private final UnifiedJedis redis;
    private final byte[] prefix;
    private final byte[] since;
    private volatile boolean evictionIsOff;

    private RedisTokenStore(UnifiedJedis redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.since = (prefix + "since").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A store in the Redis at this address, with the defaults that each method of the builder names.
     *
     * @param address {@code redis://user:password@host:port/database}, of which all but the host may be left out, or {@code rediss://…} for TLS, where the Redis's certificate has to be one that this JVM
     *     trusts ({@code javax.net.ssl.trustStore}), for this host
     * @throws IllegalArgumentException if it is no such address; it is not quoted, as it may hold a password
     */
    public static Builder at(URI address) {
        return new Builder(address);
    }

    /**
     * A store that is asked through this client, which may be one for a cluster or for Sentinels. It should give up in less than a second. It is closed with the store.
     *
     * @param prefix what all keys begin with; in a cluster it must name one slot, as {@code {postern}:} does
     */
    public static RedisTokenStore of(UnifiedJedis client, String prefix) {
        RedisTokenStore store = new RedisTokenStore(client, prefix);
        store.tryToCheck();
        return store;
    }

    @Override
    public boolean spend(Attempt attempt) {
        byte[] nonce = nonce();
        byte[] issued = ascii(attempt.issuedAt());
        byte[] lifetime = ascii(attempt.lifetime().toMillis());
        byte[] challenge = key(CHALLENGE, attempt.challenge());
        Object first;
        if (attempt.pass().isEmpty()) {
            first = call(Script.SPEND, List.of(challenge, since), List.of(nonce, issued, lifetime));
        } else {
            Pass pass = attempt.pass().get();
            first = call(
                    Script.SPEND,
                    List.of(challenge, since, key(PASS, pass.key())),
                    List.of(
                            nonce,
                            issued,
                            lifetime,
                            pass.content(),
                            ascii(pass.lifetime().toMillis())));
        }
        return first.equals(1L);
    }

    @Override
    public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
        byte[] by = idempotencyKey.map(RedisTokenStore::bytes).orElseGet(RedisTokenStore::nonce);
        byte[] kind = idempotencyKey.isPresent() ? REPEATABLE_CALL : CALL;
        return Optional.ofNullable((byte[]) callOrNull(Script.REDEEM, List.of(key(PASS, pass)), List.of(by, kind)));
    }

    @Override
    public Optional<SharedUsage> sharedUsage() {
        return Optional.of(this::addUses);
    }

    private List<Duration> addUses(List<SharedUsage.Use> uses) {
        List<byte[]> keys = uses.stream()
                .map(use -> key(LIMIT, use.limit().getBytes(StandardCharsets.US_ASCII)))
                .toList();
        List<byte[]> refills = uses.stream()
                .map(use -> ascii(TimeUnit.NANOSECONDS.toMicros(use.refill().toNanos())))
                .toList();
        List<?> used = (List<?>) call(Script.USE, keys, refills);
        return used.stream()
                .map(micros -> Duration.of((Long) micros, ChronoUnit.MICROS))
                .toList();
    }

    @Override
    public void check() {
        requireNoEviction();
        withRedis(UnifiedJedis::ping);
    }

    @Override
    public void close() {
        redis.close();
    }

    private Object call(Script script, List<byte[]> keys, List<byte[]> arguments) {
        return Objects.requireNonNull(callOrNull(script, keys, arguments), "the script's reply");
    }

    private @Nullable Object callOrNull(Script script, List<byte[]> keys, List<byte[]> arguments) {
        requireNoEviction();
        return withRedis(client -> script.run(client, keys, arguments));
    }

    private <T> T withRedis(Function<UnifiedJedis, T> work) {
        try {
            try {
                return work.apply(redis);
            } catch (JedisConnectionException e) {
                if (isCausedBy(e, SocketTimeoutException.class)) {
                    throw e;
                }
                dropConnections(); // those of before the Redis's restart are all broken
                return work.apply(redis);
            }
        } catch (JedisDataException e) {
            String code = code(e);
            if (code.equals("READONLY")) {
                dropConnections(); // which lead to what is a replica by now
            }
            throw unavailable("the Redis refused (" + code + ")");
        } catch (JedisException e) {
            throw unavailable(reason(e));
        }
    }

    private static String reason(JedisException e) {
        if (e.getCause() instanceof NoSuchElementException) {
            return "all connections to the Redis are in use";
        }
        return isCausedBy(e, CertificateException.class)
                ? "the Redis's certificate is not one that Java trusts, or not for its host"
                : "the Redis can't be reached (" + e.getClass().getSimpleName() + ")";
    }

    private static boolean isCausedBy(JedisException e, Class<? extends Exception> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private void dropConnections() {
        if (redis instanceof RedisClient client) {
            client.getPool().clear();
        }
    }

    /** The word in capitals that a Redis's errors begin with; what follows may hold a key. */
    private static String code(JedisDataException e) {
        String message = String.valueOf(e.getMessage());
        String word = message.substring(0, (message + " ").indexOf(' '));
        return word.matches("[A-Z]{2,20}") ? word : "an error without a code";
    }

    private static StoreUnavailableException unavailable(String why) {
        return new StoreUnavailableException(why, RETRY_AFTER);
    }

    /** At the start; a Redis that can't be reached then is checked when it can. */
    private void tryToCheck() {
        try {
            requireNoEviction();
        } catch (StoreUnavailableException e) {
            System.getLogger(RedisTokenStore.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The token store is asked again later: {0} (event=store-not-checked)",
                            e.getMessage());
        }
    }

    private void requireNoEviction() {
        if (evictionIsOff) {
            return;
        }
        String memory = withRedis(client -> client.info("memory"));
        String policy = memory.lines()
                .filter(line -> line.startsWith("maxmemory_policy:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("not told");
        if (!policy.equals("noeviction")) {
            throw new IllegalStateException("the Redis of the token store has maxmemory-policy " + policy
                    + ", by which it forgets what was spent; it must be noeviction");
        }
        withRedis(client -> Script.OPEN.run(client, List.of(since), List.of()));
        evictionIsOff = true;
    }

    private byte[] key(byte kind, TokenKey of) {
        return key(kind, of.digest());
    }

    private byte[] key(byte kind, byte[] digest) {
        return ByteBuffer.allocate(prefix.length + 1 + digest.length)
                .put(prefix)
                .put(kind)
                .put(digest)
                .array();
    }

    /** What no other call has; nobody outside is shown it, so that it need not be a secret. */
    private static byte[] nonce() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return bytes(new UUID(random.nextLong(), random.nextLong()));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] ascii(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** Collects a store's settings. */
    public static final class Builder {
        // Together less than a second.
        private static final Duration WAIT = Duration.ofMillis(200);
        private static final Duration CONNECT = Duration.ofMillis(300);
        private static final Duration REPLY = Duration.ofMillis(400);

        private final URI address;
        private String prefix = "postern:";
        private int connections = 16;

        private Builder(URI address) {
            boolean known = JedisURIHelper.isRedisScheme(address) || JedisURIHelper.isRedisSSLScheme(address);
            if (!known || address.getHost() == null) {
                throw new IllegalArgumentException("the address of a Redis must be redis://host or rediss://host, with"
                        + " user:password@, a port and /database where needed");
            }
            this.address = address;
        }

        /** What all keys begin with, so that several applications can share a Redis; {@code postern:} by default. */
        public Builder prefix(String prefix) {
            this.prefix = prefix;
            return this;
        }

        /** How many connections there may be; 16 by default. Each serves one call at a time, and calls wait for one for a fifth of a second at most. */
        public Builder connections(int connections) {
            if (connections < 1) {
                throw new IllegalArgumentException("connections is " + connections + " but must be at least 1");
            }
            this.connections = connections;
            return this;
        }

        /**
         * The store. If the Redis can't be reached yet, calls are refused until it can.
         *
         * @throws IllegalStateException if the Redis evicts
         */
        public RedisTokenStore build() {
            return of(client(), prefix);
        }

        private UnifiedJedis client() {
            int port = address.getPort() < 0 ? 6379 : address.getPort();
            ConnectionPoolConfig pool = new ConnectionPoolConfig();
            pool.setMaxTotal(connections);
            pool.setMaxIdle(connections);
            pool.setMaxWait(WAIT);
            pool.setTestWhileIdle(false);
            pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1)); // no thread of its own
            pool.setJmxEnabled(false);
            return RedisClient.builder()
                    .hostAndPort(new HostAndPort(address.getHost(), port))
                    .clientConfig(DefaultJedisClientConfig.builder(address)
                            .connectionTimeoutMillis((int) CONNECT.toMillis())
                            .socketTimeoutMillis((int) REPLY.toMillis())
                            .clientName("postern")
                            .build())
                    .poolConfig(pool)
                    .build();
        }
    }
}
