package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import dev.postern.token.redis.RedisTokenStore;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;

/** The contract, and what is a Redis's own. Each test's store has a prefix of its own. */
@Tag("external")
class RedisTokenStoreTest extends TokenStoreContract {
    private static RedisServer server;
    private static RedisClient client;

    private final String prefix = "test-" + UUID.randomUUID() + ":";

    @BeforeAll
    static void start() {
        server = new RedisServer();
        client = RedisClient.create(server.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Override
    protected TokenStore open() {
        return RedisTokenStore.at(server.uri()).prefix(prefix).connections(64).build();
    }

    /** Takes it from what each key has left to live. */
    @Override
    protected void advance(Duration duration) {
        client.eval("""
                for _, key in ipairs(redis.call('KEYS', ARGV[1] .. '*')) do
                  local left = redis.call('PTTL', key)
                  if left >= 0 then redis.call('PEXPIRE', key, math.max(0, left - ARGV[2])) end
                end
                """, List.of(), List.of(prefix, "" + duration.toMillis()));
    }

    @Override
    protected Duration aMoment() {
        return Duration.ofMillis(700);
    }

    @Override
    protected int rounds() {
        return 20;
    }

    // what stands in the Redis

    @Test
    void eachCall_isOneRoundTrip() {
        try (TokenStore store = open()) {
            store.spend(attempt(key(SITE), false));
            store.redeem(key(SITE), Optional.empty());
            long before = commands();
            for (int i = 0; i < 10; i++) {
                TokenKey pass = key(SITE);
                store.spend(attempt(key(SITE), false));
                store.spend(rightAttempt(key(SITE), pass, "content"));
                store.redeem(pass, Optional.empty());
                store.redeem(pass, Optional.of(UUID.randomUUID()));
            }
            assertEquals(40, commands() - before);
        }
    }

    /** How many commands clients have sent, without those that this needs, and those of scripts. */
    private static long commands() {
        return client.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .filter(line -> !line.matches("cmdstat_(hello|client.*|info|set|get|hset|hmget|pexpire|time):.*"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^:]*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    @Test
    void redis_holdsNoToken_andNothingForever_butSinceWhenItHoldsThem() {
        UUID challenge = UUID.randomUUID();
        UUID pass = UUID.randomUUID();
        try (TokenStore store = open()) {
            store.spend(rightAttempt(new TokenKey(SITE, challenge), new TokenKey(SITE, pass), "content"));
        }
        Set<byte[]> keys = client.keys((prefix + "*").getBytes(StandardCharsets.UTF_8));
        assertEquals(3, keys.size());
        for (byte[] key : keys) {
            for (UUID token : List.of(challenge, pass)) {
                for (long half : List.of(token.getMostSignificantBits(), token.getLeastSignificantBits())) {
                    assertFalse(
                            contains(key, ByteBuffer.allocate(8).putLong(half).array()));
                }
            }
            boolean since = new String(key, StandardCharsets.UTF_8).equals(prefix + "since");
            assertEquals(since, client.pttl(key) < 0);
        }
    }

    private static boolean contains(byte[] all, byte[] part) {
        return new String(all, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    // nodes

    @Test
    void twoNodes_agreeOnWhoWasFirst_andWhoRedeems() {
        try (TokenStore one = open();
                TokenStore other = open();
                Crowd crowd = new Crowd(32)) {
            for (int round = 0; round < 50; round++) {
                TokenKey challenge = key(SITE);
                List<TokenKey> passes = crowd.all(i -> key(SITE));
                List<Boolean> first = crowd.all(
                        i -> (i % 2 == 0 ? one : other).spend(rightAttempt(challenge, passes.get(i), "pass")));
                assertEquals(1, first.stream().filter(won -> won).count());
                TokenKey pass = passes.get(first.indexOf(true));
                List<Optional<byte[]>> redeemed =
                        crowd.all(i -> (i % 2 == 0 ? one : other).redeem(pass, Optional.empty()));
                assertEquals(1, redeemed.stream().filter(Optional::isPresent).count());
            }
        }
    }

    // faults

    @Test
    void cutConnections_failNoCall_andSpendNothingTwice() {
        try (RedisServer own = new RedisServer();
                TokenStore store = RedisTokenStore.at(own.uri()).build()) {
            for (int i = 0; i < 30; i++) {
                TokenKey challenge = key(SITE);
                TokenKey pass = key(SITE);
                cut(own);
                assertTrue(store.spend(rightAttempt(challenge, pass, "content")));
                cut(own);
                assertFalse(store.spend(attempt(challenge, true)));
                cut(own);
                assertTrue(store.redeem(pass, Optional.empty()).isPresent());
                cut(own);
                assertTrue(store.redeem(pass, Optional.empty()).isEmpty());
            }
        }
    }

    private static void cut(RedisServer redis) {
        assertEquals(":1", redis.ask("CLIENT KILL TYPE normal"));
    }

    @Test
    void restartedRedis_isUsedAgain_andWhatItForgotIsNotSpentTwice() {
        try (RedisServer own = new RedisServer();
                TokenStore store = RedisTokenStore.at(own.uri()).build()) {
            long issued = System.currentTimeMillis() + 10_000; // by a clock that is ahead by more than is allowed
            TokenKey challenge = key(SITE);
            assertTrue(store.spend(new Attempt(challenge, issued, LIFETIME, true, Optional.empty())));
            TokenKey old = key(SITE);
            own.kill();
            assertThrows(StoreUnavailableException.class, () -> store.spend(attempt(key(SITE), false)));
            own.start();
            long now = System.currentTimeMillis();
            assertFalse(store.spend(new Attempt(challenge, now, LIFETIME, true, Optional.empty())));
            assertFalse(store.spend(new Attempt(old, now, LIFETIME, true, Optional.empty())), "issued when it started");
            assertFalse(store.spend(new Attempt(old, now + 2_500, LIFETIME, true, Optional.empty())));
            assertTrue(store.spend(new Attempt(old, now + 4_000, LIFETIME, true, Optional.empty())));
        }
    }

    @Test
    void redisWithAFile_forgetsNothingWhenItIsRestarted() {
        try (RedisServer own = new RedisServer("--appendonly", "yes", "--appendfsync", "always");
                TokenStore store = RedisTokenStore.at(own.uri()).build()) {
            TokenKey challenge = key(SITE);
            TokenKey pass = key(SITE);
            assertTrue(store.spend(rightAttempt(challenge, pass, "content")));
            own.kill();
            own.start();
            assertFalse(store.spend(attempt(challenge, true)));
            assertTrue(store.redeem(pass, Optional.empty()).isPresent());
        }
    }

    /** A second is promised; a machine that is busy with other tests may take longer. */
    @Test
    void pausedRedis_isGivenUpSoon_byAllWhoAsk_andUsedAgainAfterIt() throws Exception {
        try (RedisServer own = new RedisServer();
                TokenStore store = RedisTokenStore.at(own.uri()).connections(4).build();
                Crowd crowd = new Crowd(16)) {
            store.spend(attempt(key(SITE), false));
            own.pause();
            List<Long> millis = new ArrayList<>();
            try {
                millis.addAll(crowd.all(i -> {
                    long start = System.nanoTime();
                    assertThrows(StoreUnavailableException.class, () -> store.spend(attempt(key(SITE), false)));
                    return (System.nanoTime() - start) / 1_000_000;
                }));
            } finally {
                own.resume();
            }
            assertTrue(millis.stream().allMatch(each -> each < 2_500), millis::toString);
            assertTrue(store.spend(attempt(key(SITE), false)));
        }
    }

    @Test
    void fullRedis_refusesAttempts_butLetsPassesBeRedeemedOnce() {
        try (RedisServer own = new RedisServer();
                TokenStore store = RedisTokenStore.at(own.uri()).build()) {
            TokenKey pass = key(SITE);
            assertTrue(store.spend(rightAttempt(key(SITE), pass, "content")));
            assertEquals("+OK", own.ask("CONFIG SET maxmemory 1"));
            TokenKey refused = key(SITE);
            StoreUnavailableException full =
                    assertThrows(StoreUnavailableException.class, () -> store.spend(attempt(refused, true)));
            assertEquals("the Redis refused (OOM)", full.getMessage());
            Optional<UUID> idempotencyKey = Optional.of(UUID.randomUUID());
            assertThrows(StoreUnavailableException.class, () -> store.redeem(pass, idempotencyKey));
            assertTrue(store.redeem(pass, Optional.empty()).isPresent());
            assertTrue(store.redeem(pass, Optional.empty()).isEmpty());
            assertEquals("+OK", own.ask("CONFIG SET maxmemory 0"));
            assertTrue(store.spend(attempt(refused, true)), "what was refused was not spent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "volatile-ttl"})
    void redisThatEvicts_isRefused(String policy) {
        try (RedisServer own = new RedisServer("--maxmemory", "10mb", "--maxmemory-policy", policy)) {
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class,
                    () -> RedisTokenStore.at(own.uri()).build());
            assertTrue(refused.toString().contains("maxmemory-policy " + policy), refused::toString);
        }
    }

    @Test
    void redisThatIsNotThereYet_isUsedOnceItIs() {
        try (RedisServer own = new RedisServer()) {
            own.kill();
            try (TokenStore store = RedisTokenStore.at(own.uri()).build()) {
                assertThrows(StoreUnavailableException.class, () -> store.redeem(key(SITE), Optional.empty()));
                assertThrows(StoreUnavailableException.class, store::check);
                own.start();
                store.check();
                assertTrue(store.spend(attempt(key(SITE), false)));
            }
        }
    }

    // addresses

    @Test
    void userPasswordAndDatabase_areThoseOfTheAddress_andAreToldNobody() {
        try (RedisServer own = new RedisServer("--requirepass", "s3cret")) {
            try (TokenStore store = RedisTokenStore.at(own.uri("default:s3cret@", "/3"))
                    .prefix("p:")
                    .build()) {
                assertTrue(store.spend(attempt(key(SITE), false)));
            }
            try (RedisClient admin = RedisClient.create(own.uri("default:s3cret@", "/3"))) {
                assertEquals(2, admin.keys("p:*").size());
            }
            try (TokenStore store =
                    RedisTokenStore.at(own.uri("default:wr0ng@", "/3")).build()) {
                StoreUnavailableException refused =
                        assertThrows(StoreUnavailableException.class, () -> store.spend(attempt(key(SITE), false)));
                assertFalse(refused.toString().contains("wr0ng"), refused::toString);
            }
        }
    }

    @Test
    void userWhoMayDoWhatTheGuideSays_mayDoEnough() {
        try (RedisServer own = new RedisServer()) {
            assertEquals(
                    "+OK",
                    own.ask("ACL SETUSER postern on >s3cret ~p:* +@connection +evalsha +eval +info +set +get +hset"
                            + " +hmget +pexpire +del +time"));
            try (TokenStore store = RedisTokenStore.at(own.uri("postern:s3cret@", "/1"))
                    .prefix("p:")
                    .build()) {
                TokenKey pass = key(SITE);
                assertTrue(store.spend(rightAttempt(key(SITE), pass, "content")));
                assertTrue(store.redeem(pass, Optional.empty()).isPresent());
                cut(own);
                assertTrue(store.spend(attempt(key(SITE), false)));
            }
        }
    }

    @Test
    void cluster_isAsked_byItsOwnClient_withAPrefixThatNamesOneSlot() {
        try (RedisServer own = new RedisServer("--cluster-enabled", "yes")) {
            assertEquals("+OK", own.ask("CLUSTER ADDSLOTSRANGE 0 16383"));
            while (!own.ask("SET a b").equals("+OK")) {
                Thread.onSpinWait(); // until the cluster knows that all slots are served
            }
            HostAndPort node = new HostAndPort(own.uri().getHost(), own.uri().getPort());
            try (TokenStore store = RedisTokenStore.of(RedisClusterClient.create(Set.of(node)), "{postern}:")) {
                store.check();
                TokenKey challenge = key(SITE);
                TokenKey pass = key(SITE);
                assertTrue(store.spend(rightAttempt(challenge, pass, "content")));
                assertFalse(store.spend(attempt(challenge, true)));
                assertTrue(store.redeem(pass, Optional.empty()).isPresent());
                assertTrue(store.redeem(pass, Optional.empty()).isEmpty());
                cut(own);
                assertTrue(store.spend(attempt(key(SITE), false)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://:s3cret@localhost", "redis:localhost", "localhost:6379", "redis:///0"})
    void otherAddresses_areRefused_withoutQuotingThem(String address) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> RedisTokenStore.at(URI.create(address)));
        assertTrue(refused.toString().contains("redis://host"), refused::toString);
        assertFalse(refused.toString().contains("s3cret"), refused::toString);
    }
}
