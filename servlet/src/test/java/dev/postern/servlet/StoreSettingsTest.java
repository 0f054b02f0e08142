package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.token.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the configuration has tokens kept. */
final class StoreSettingsTest {
    private static final String SECRET = "secret = " + "7f".repeat(32);

    private final EndpointLog log = new EndpointLog();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "redis", "http://:s3cret@localhost", "redis:// host", "redis:///0"})
    void otherStores_areAMistake_thatDoesNotShowThem(String store) throws Exception {
        String mistake = application().webInf("token-store = " + store, SECRET).mistake();
        assertTrue(mistake.startsWith("Postern: WEB-INF/postern.properties: token-store = (not shown): "), mistake);
        assertTrue(mistake.contains("redis://host"), mistake);
        assertFalse(mistake.contains("s3cret"), mistake);
    }

    @Test
    void sharedStoreWithoutASecret_isAMistake() throws Exception {
        String mistake = application().webInf("token-store = redis://localhost").mistake();
        assertTrue(mistake.endsWith("the setting secret is missing"), mistake);
    }

    @ParameterizedTest
    @CsvSource({"token-store-prefix, shop:", "token-store-failure, memory"})
    void whatSaysHowToShareAStore_isAMistakeWhereNoneIsShared(String key, String value) throws Exception {
        String mistake = application().webInf(key + " = " + value).mistake();
        assertTrue(mistake.contains(": " + key + " = " + value + ": it does nothing unless"), mistake);
    }

    @Test
    void otherWaysToTakeAFailure_areAMistake() throws Exception {
        String mistake = application()
                .webInf("token-store = redis://localhost", SECRET, "token-store-failure = open")
                .mistake();
        assertTrue(mistake.endsWith("token-store-failure = open: it must be refuse or memory"), mistake);
    }

    @Test
    @Tag("external")
    void redisThatEvicts_isAMistake() throws Exception {
        try (RedisServer redis = new RedisServer("--maxmemory-policy", "allkeys-lfu")) {
            String mistake =
                    application().webInf("token-store = " + redis.uri(), SECRET).mistake();
            assertTrue(mistake.contains("token-store = (not shown): the Redis of the token store has"), mistake);
        }
    }

    @Test
    @Tag("external")
    void redisThatIsThere_isToldAtTheStart_withoutItsPassword() throws Exception {
        try (RedisServer redis = new RedisServer("--requirepass", "s3cret")) {
            application()
                    .webInf("token-store = " + redis.uri(":s3cret@", "/1"), SECRET, "token-store-failure = memory")
                    .start();
            assertTrue(log.everything().contains("in the Redis at 127.0.0.1"), log::everything);
            assertFalse(log.everything().contains("s3cret"), log::everything);
        }
    }

    private SettingsApplication application() {
        return new SettingsApplication(directory);
    }
}
