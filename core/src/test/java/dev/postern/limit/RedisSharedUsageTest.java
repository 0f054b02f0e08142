package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.limit.SharedUsage.Use;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.CircuitBreakerTokenStore;
import dev.postern.token.FallbackTokenStore;
import dev.postern.token.RedisServer;
import dev.postern.token.StoreUnavailableException;
import dev.postern.token.TokenStore;
import dev.postern.token.redis.RedisTokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@Tag("external")
class RedisSharedUsageTest extends SharedUsageContract {
    private static RedisServer server;
    private static RedisClient client;

    private final List<TokenStore> stores = new ArrayList<>();

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

    @AfterEach
    void closeStores() {
        stores.forEach(TokenStore::close);
        client.flushDB();
    }

    @Override
    SharedUsage node() {
        TokenStore store = RedisTokenStore.at(server.uri()).build();
        stores.add(store);
        return store.sharedUsage().orElseThrow();
    }

    @Test
    void anExchange_isOneRoundTrip_andItsKeysTellNothing_andExpire() {
        SharedUsage store = node();
        store.add(List.of(new Use(newLimit(), Duration.ofSeconds(1))));
        client.flushDB();
        long before = commands();
        store.add(List.of(
                new Use(newLimit(), Duration.ofSeconds(30)),
                new Use(newLimit(), Duration.ofDays(1)),
                new Use(newLimit(), Duration.ofNanos(1_000))));
        assertEquals(1, commands() - before);
        Set<String> keys = client.keys("*");
        assertTrue(keys.stream().allMatch(key -> key.matches("postern:l[0-9a-f]{32}")), keys::toString);
        for (String key : keys) {
            long left = client.pttl(key);
            assertTrue(left != -1 && left <= 600_000, () -> left + " ms"); // -2: it has gone already
        }
    }

    @Test
    void storesThatStandBeforeIt_shareTheSame() {
        TokenStore redis = RedisTokenStore.at(server.uri()).build();
        TokenStore before = new FallbackTokenStore(
                new CircuitBreakerTokenStore(redis),
                CaffeineTokenStore.builder().build());
        stores.add(before);
        assertTrue(before.sharedUsage().isPresent());
        assertTrue(CaffeineTokenStore.builder().build().sharedUsage().isEmpty());
    }

    @Test
    void aRedisThatIsAway_failsTheExchange_andWorksAgainWhenItIsBack() {
        List<Use> uses = List.of(new Use(newLimit(), Duration.ofHours(1)));
        try (RedisServer own = new RedisServer();
                TokenStore redis = RedisTokenStore.at(own.uri()).build()) {
            SharedUsage store = redis.sharedUsage().orElseThrow();
            store.add(uses);
            own.kill();
            assertThrows(StoreUnavailableException.class, () -> store.add(uses));
            own.start();
            assertEquals(1, store.add(uses).size());
        }
    }

    private static long commands() {
        return client.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_eval"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^:]*:calls=(\\d+),.*", "$1")))
                .sum();
    }
}
