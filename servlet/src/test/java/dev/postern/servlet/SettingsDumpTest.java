package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says at the start of the settings in force. */
final class SettingsDumpTest {
    /** Those whose value anyone may read who reads the log. Whoever adds a key decides here. */
    private static final Set<String> SHOWN = Set.of(
            "accounts",
            "api-key-limit",
            "audience",
            "challenge-lifetime",
            "clock-skew",
            "dashboard",
            "data-source",
            "desk",
            "desk-credits",
            "desk-queue",
            "desk-slots",
            "desk-tasks-per-day",
            "desk-tasks-per-month",
            "desk-time-limit",
            "desk-workers",
            "difficulties",
            "families",
            "form-budget",
            "form-limit",
            "health",
            "hostnames",
            "key-prefix",
            "limit.busy",
            "limit.desk",
            "limit.issue",
            "limit.key",
            "limit.login",
            "limit.redeem",
            "limit.verify",
            "locales",
            "minimum-score",
            "mount",
            "phrases",
            "protect",
            "public-origin",
            "registration",
            "rounds",
            "site",
            "slow-bodies",
            "test-keys",
            "token-store-failure",
            "token-store-prefix",
            "trusted-hops",
            "verification-lifetime",
            "work");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everySettingThatIsNotShownByDecision_isMasked() {
        Map<String, String> environment = new TreeMap<>();
        SettingKeys.fixed().forEach(key -> environment.put(Settings.variable(key), "canary of " + key + "!"));
        String dump = dump(environment);
        Set<String> shown = SettingKeys.fixed()
                .filter(key -> dump.contains("canary of " + key + "!"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(SHOWN), shown);
        SettingKeys.fixed()
                .forEach(key -> assertTrue(dump.contains("\n    " + key + " = "), () -> key + " is not in\n" + dump));
        SettingKeys.fixed()
                .filter(key -> !SHOWN.contains(key))
                .forEach(key ->
                        assertTrue(dump.contains(key + " = (not shown) (environment variables)"), () -> key + dump));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "token-store, redis://postern:s3cret@redis.internal:6379/1, redis://(not shown)@redis.internal:6379/1",
                "token-store, rediss://:s3cret@redis.internal?password=s3cret, rediss://(not shown)@redis.internal",
                "token-store, redis://redis.internal, redis://redis.internal",
                "token-store, redis://:s3@cret@redis, (not shown)",
                "token-store, redis://redis.internal/s3cret, redis://redis.internal",
                "token-store, s3cret, (not shown)",
                "token-store, database, database",
                "data-source, jdbc:postgresql://postern:s3cret@db/postern, jdbc:postgresql://(not shown)@db/postern",
                "data-source, jdbc:mariadb://db/postern?user=a&password=s3cret&ssl=1, jdbc:mariadb://db/postern?user=a&password=(not shown)&ssl=1"
            })
    void address_isShown_withoutUserAndPassword(String key, String value, String shown) {
        assertTrue(
                dump(Map.of(Settings.variable(key), value))
                        .endsWith("\n    " + key + " = " + shown + " (environment variables)"),
                () -> dump(Map.of(Settings.variable(key), value)));
    }

    @Test
    void valueOfSeveralLines_makesNoLineOfItsOwn() {
        assertEquals(2, dump(Map.of("POSTERN_PROTECT", "/a,\r\n/b")).lines().count());
    }

    @Test
    void start_saysWhatIsInForce_andWhereItStands_withoutASecret() throws Exception {
        try (EndpointLog log = new EndpointLog()) {
            new SettingsApplication(directory)
                    .webInf(
                            "protect = /signup",
                            "secret = " + "7f".repeat(32),
                            "former-secrets = " + "6e".repeat(32),
                            "api-key = aic_sk_0123456789abcdefghijABCDEFGHIJ_-",
                            "site.forum.api-key = aic_sk_another9abcdefghijABCDEFGHIJ0123",
                            "metrics-token = 5d5d5d5d5d5d5d5d5d5d5d5d")
                    .systemProperty("limit.issue", "20/m")
                    .start();
            String all = log.everything();
            assertTrue(all.contains("\n    protect = /signup (WEB-INF/postern.properties)"), all);
            assertTrue(all.contains("\n    limit.issue = 20/m (system properties)"), all);
            assertTrue(all.contains("\n    site.forum.api-key = (not shown) (WEB-INF/postern.properties)"), all);
            for (String secret : new String[] {"7f7f", "6e6e", "0123456789", "another9", "5d5d"}) {
                assertFalse(all.contains(secret), all);
            }
        }
    }

    private static String dump(Map<String, String> environment) {
        ServletContextHandler application = new ServletContextHandler("/");
        return Settings.of(application.getServletContext(), environment).described();
    }
}
