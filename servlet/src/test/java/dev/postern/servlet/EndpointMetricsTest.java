package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Metrics;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.database.TestDatabases;
import dev.postern.limit.Rate;
import dev.postern.solver.Solver;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What was counted, for Prometheus and nobody else. */
final class EndpointMetricsTest {
    private static final String METRICS = "/metrics";
    private static final String TOKEN = "k3ep.it_to~yourself+/-==";
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern ROW = Pattern.compile("\\| `(postern_\\w+)` \\| (\\w+) \\|.*");

    private final Exposition prometheus = Prometheus.exposition();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void unlessThereIsAToken_thereIsNone() {
        try (Postern postern = Postern.builder().secret(new byte[32]).build()) {
            Gate gate = Gate.builder(postern, Site.builder("shop").build()).build();
            assertFalse(new EndpointFilter(gate).paths().contains("/postern" + METRICS));
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void whoBringsTheToken_readsWhatHappened(EndpointContainer container) throws Exception {
        try (EndpointServer server = start(container)) {
            String pass = server.pass();
            server.redeem("{\"token\":\"" + pass + "\"}").ok();
            server.redeem("{\"token\":\"" + pass + "\"}").ok();
            server.verify(server.issue().wrong()).ok();
            EndpointReply reply = read(server, "Bearer " + TOKEN);
            assertEquals(200, reply.status());
            assertEquals(
                    "text/plain;version=0.0.4;charset=utf-8",
                    reply.header("Content-Type").replace(" ", "").toLowerCase(Locale.ROOT));
            assertEquals("no-store", reply.header("Cache-Control"));
            counts(reply, "postern_challenges_issued_total{difficulty=\"easy\",family=\"digits\"} 2");
            counts(reply, "postern_answers_verified_total{outcome=\"allowed\"} 1");
            counts(reply, "postern_answers_verified_total{outcome=\"incorrect-answer\"} 1");
            counts(reply, "postern_answers_verified_total{outcome=\"expired\"} 0");
            counts(reply, "postern_passes_redeemed_total{outcome=\"redeemed\"} 1");
            counts(reply, "postern_passes_redeemed_total{outcome=\"refused\"} 1");
            counts(reply, "postern_store_seconds_count{call=\"spend\",outcome=\"answered\"} 2");
            counts(reply, "postern_store_seconds_count{call=\"redeem\",outcome=\"answered\"} 2");
            counts(reply, "postern_store_entries 2");
        }
    }

    @Test
    void whoBringsAnythingElse_readsNothing() throws Exception {
        try (EndpointServer server = start(EndpointContainer.JETTY)) {
            // That of another case first: Jetty takes a value for an earlier one of the connection that differs in case
            // alone.
            for (String authorization : List.of(
                    "Bearer K3EP.IT_TO~YOURSELF+/-==",
                    "",
                    "Bearer",
                    "Bearer ",
                    "Bearer k3ep.it_to~yourself+/-=",
                    "Bearer k3ep.it_to~yourself+/-===",
                    "Basic k3ep.it_to~yourself+/-==",
                    "k3ep.it_to~yourself+/-==")) {
                EndpointReply reply = read(server, authorization);
                reply.isProblem(401, "invalid-token");
                assertEquals("Bearer", reply.header("WWW-Authenticate"));
                assertFalse(reply.body().contains("postern_"), reply::body);
            }
        }
    }

    @Test
    void otherMethods_areRefused() throws Exception {
        try (EndpointServer server = start(EndpointContainer.JETTY)) {
            server.post(METRICS, "{}", "Authorization", "Bearer " + TOKEN).isProblem(405, "method-not-allowed");
        }
    }

    @Test
    void limits_areCounted_byTheirNames() throws Exception {
        Rate once = new Rate(1, Duration.ofHours(1));
        try (EndpointServer server = EndpointServer.on(EndpointContainer.JETTY)
                .postern(postern -> postern.metrics(prometheus.metrics()))
                .gate(gate -> gate.metrics(TOKEN, prometheus.text())
                        .issueLimit(once)
                        .verifyLimit(once)
                        .busyLimit(once))
                .start()) {
            for (String path : List.of("/challenge", "/verify")) {
                for (int status : new int[] {200, 429, 429}) {
                    EndpointReply reply = server.post(path, "{}", "Sec-Fetch-Site", "same-origin");
                    assertEquals(status, reply.status(), reply::body);
                }
            }
            EndpointReply reply = read(server, "Bearer " + TOKEN);
            counts(reply, "postern_limits_reached_total{limit=\"issue\"} 2");
            counts(reply, "postern_limits_reached_total{limit=\"verify\"} 2");
            counts(reply, "postern_limits_reached_total{limit=\"busy\"} 0");
            counts(reply, "postern_limits_reached_total{limit=\"key\"} 0");
        }
    }

    @Test
    void limitsOfAccountsAndTheirKeys_areCounted_too() throws Exception {
        EndpointServer.Builder where =
                EndpointServer.on(EndpointContainer.JETTY).postern(postern -> postern.metrics(prometheus.metrics()));
        try (ServiceServer server = ServiceServer.start(
                TestDatabases.h2(), where, service -> service.loginLimit(new Rate(1, Duration.ofHours(1))))) {
            ServiceServer.Person ada = server.register("ada@example.com");
            server.send(
                            "POST",
                            "/api/v1/auth/login",
                            ServiceServer.credentials("ada@example.com", ServiceServer.PASSWORD))
                    .isProblem(429, "too-many-requests");
            ServiceServer.CreatedKey key = ada.createKey(",\"rateLimit\":\"1/h\"");
            server.withKey(key, "/api/v2/challenges", "").ok();
            server.withKey(key, "/api/v2/challenges", "").isProblem(429, "too-many-requests");
        }
        counts(prometheus.text().get(), "postern_limits_reached_total{limit=\"login\"} 1");
        counts(prometheus.text().get(), "postern_limits_reached_total{limit=\"key\"} 1");
        assertFalse(prometheus.text().get().contains("ada"), prometheus.text());
    }

    @Test
    void nothingThatAClientSent_isTold() throws Exception {
        try (EndpointServer server = start(EndpointContainer.JETTY)) {
            EndpointServer.Issued issued = server.issue("{\"action\":\"canary-action\",\"locale\":\"xx-canary\"}");
            server.verify(issued.with("\"canary-answer\"")).ok();
            server.redeem("{\"token\":\"canary-token\"}");
            server.post("/api/v2/challenges", "{\"action\":\"canary\"}", "X-API-Key", "canary-key");
            String text = read(server, "Bearer " + TOKEN).body();
            assertFalse(text.contains("canary") || text.contains(issued.token()), text);
            assertFalse(text.contains("shop") || text.contains("127.0.0.1"), text);
        }
    }

    @Test
    void theGuide_namesEachMetricWithItsType_andNoOther() throws Exception {
        try (EndpointServer server = start(EndpointContainer.JETTY)) {
            server.issue();
            Set<String> told = names(TYPE, read(server, "Bearer " + TOKEN).body());
            assertEquals(told, names(ROW, Files.readString(Path.of("..", "core", "README.md"))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "short-of-20-chars.",
                "(the output of: openssl rand -base64 32)",
                "with a space in the middle"
            })
    void tokenThatIsNone_isAMistake_thatDoesNotShowIt(String token) throws Exception {
        String mistake = new SettingsApplication(directory)
                .webInf("metrics-token = " + token)
                .mistake();
        assertTrue(
                mistake.startsWith(
                        "Postern: WEB-INF/postern.properties: metrics-token = (not shown): it must be a token of 20"),
                mistake);
        assertFalse(mistake.contains(token), mistake);
        assertThrows(
                IllegalArgumentException.class,
                () -> Gate.builder(
                                Postern.builder().build(), Site.builder("shop").build())
                        .metrics(token, () -> ""));
    }

    @Test
    void tokenInTheConfiguration_isAllThatItTakes() throws Exception {
        Gate gate = new SettingsApplication(directory)
                .webInf("metrics-token = " + TOKEN)
                .start()
                .gate();
        assertTrue(new EndpointFilter(gate).paths().contains("/postern" + METRICS));
    }

    @Test
    void tokenBesideMetricsOfTheApplication_isAMistake() {
        Settings settings = Settings.of(
                new ServletContextHandler("/").getServletContext(),
                Map.of("POSTERN_METRICS_TOKEN", TOKEN, "POSTERN_SECRET", "7f".repeat(32)));
        GateSettings parts = new GateSettings(settings);
        try (Postern postern = parts.postern(new Counting())) {
            ConfigurationException mistake =
                    assertThrows(ConfigurationException.class, () -> parts.gate(postern, parts.site(), new Counting()));
            assertTrue(
                    String.valueOf(mistake.getMessage()).contains("(not shown): it does nothing, because"),
                    mistake::getMessage);
        }
    }

    @Test
    void beanOfASpringApplication_isToldWhatHappens() {
        Metrics own = new Metrics() {};
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("counting", own);
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("postern.secret", "7f".repeat(32))));
        PosternAutoConfiguration spring =
                new PosternAutoConfiguration(environment, new ServletContextHandler("/").getServletContext());
        try (Postern postern = spring.posternCore(
                beans.getBeanProvider(DataSource.class),
                beans.getBeanProvider(Solver.class),
                beans.getBeanProvider(Metrics.class))) {
            assertSame(own, postern.metrics());
        }
    }

    @Test
    void withoutTheLibrary_theStartSaysWhichIsMissing() throws Exception {
        try (URLClassLoader without = withoutMicrometer()) {
            Class<?> setting = without.loadClass(Setting.class.getName());
            Constructor<?> made = setting.getDeclaredConstructor(String.class, String.class, String.class);
            made.setAccessible(true);
            Method prometheusOf =
                    without.loadClass(GateSettings.class.getName()).getDeclaredMethod("prometheus", setting);
            prometheusOf.setAccessible(true);
            Object token = made.newInstance("WEB-INF/postern.properties", "metrics-token", TOKEN);
            Throwable thrown = assertThrows(InvocationTargetException.class, () -> prometheusOf.invoke(null, token))
                    .getTargetException();
            String mistake = String.valueOf(thrown.getMessage());
            assertTrue(
                    mistake.startsWith("Postern: WEB-INF/postern.properties: metrics-token = (not shown): metrics need"
                            + " io.micrometer:micrometer-registry-prometheus"),
                    mistake);
        }
    }

    @Test
    void withoutTheLibrary_thereIsAGate_whereNoneIsAskedFor() throws Exception {
        try (URLClassLoader without = withoutMicrometer()) {
            Constructor<?> settings =
                    without.loadClass(Settings.class.getName()).getDeclaredConstructor();
            settings.setAccessible(true);
            Method gate = without.loadClass(GateSettings.class.getName())
                    .getDeclaredMethod("gate", settings.getDeclaringClass(), ClassLoader.class);
            gate.setAccessible(true);
            assertNotNull(gate.invoke(null, settings.newInstance(), without));
        }
    }

    private static URLClassLoader withoutMicrometer() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("micrometer") && !entry.contains("prometheus-metrics")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** An application that has metrics of its own. */
    private static final class Counting implements ApplicationParts {
        @Override
        public Optional<DataSource> dataSource() {
            return Optional.empty();
        }

        @Override
        public Optional<Solver> solver() {
            return Optional.empty();
        }

        @Override
        public Optional<Metrics> metrics() {
            return Optional.of(new Metrics() {});
        }
    }

    private EndpointServer start(EndpointContainer container) throws Exception {
        return EndpointServer.on(container)
                .postern(postern -> postern.metrics(prometheus.metrics()))
                .gate(gate -> gate.metrics(TOKEN, prometheus.text()))
                .start();
    }

    private static EndpointReply read(EndpointServer server, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = server.request(server.path(METRICS));
        if (!authorization.isEmpty()) {
            request.setHeader("Authorization", authorization);
        }
        return server.send(request.build());
    }

    private static void counts(EndpointReply reply, String line) {
        counts(reply.body(), line);
    }

    private static void counts(String text, String line) {
        assertTrue(
                text.lines().anyMatch(there -> there.equals(line) || there.equals(line + ".0")),
                () -> "no line " + line + " in\n" + text);
    }

    /** Each name with its type. */
    private static Set<String> names(Pattern pattern, String text) {
        return text.lines()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1) + " " + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
