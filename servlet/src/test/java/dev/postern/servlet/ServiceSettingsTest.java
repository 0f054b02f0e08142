package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.solver.ImageTask;
import dev.postern.solver.Images;
import dev.postern.solver.OcrEngine;
import dev.postern.solver.Solver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ContextResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts by configuration: off by default, and on with the container's data source. */
final class ServiceSettingsTest {
    private final EndpointLog log = new EndpointLog();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void nothingConfigured_isNoService_andEveryPathOfItSaysWhy() throws Exception {
        try (EndpointServer server = EndpointServer.start()) {
            for (String call : List.of(
                    "POST /api/v1/auth/register",
                    "POST /api/v1/auth/login",
                    "GET /api/v1/auth/me",
                    "DELETE /api/v1/auth/me",
                    "POST /api/v1/auth/logout",
                    "POST /api/v1/auth/password",
                    "GET /api/v1/api-keys",
                    "POST /api/v1/api-keys",
                    "GET /api/v1/api-keys/7",
                    "PATCH /api/v1/api-keys/7",
                    "DELETE /api/v1/api-keys/7",
                    "GET /api/v1/analytics/overview",
                    "GET /api/v1/analytics/timeseries")) {
                String[] parts = call.split(" ", -1);
                HttpRequest.Builder request = server.request(server.path(parts[1]));
                server.send(request.method(parts[0], BodyPublishers.noBody()).build())
                        .isProblem(503, "accounts-off");
            }
            assertEquals(200, server.create("{}").status(), "everything else works");
            assertEquals(
                    200,
                    server.send(server.request(server.path("/openapi.json")).build())
                            .status());
        }
    }

    @Test
    void accountsWithoutADataSource_startAllTheSame_withAWarning() throws Exception {
        Gate gate = new SettingsApplication(directory)
                .webInf("accounts = true", "registration = open")
                .start()
                .gate();
        assertTrue(gate.service().isEmpty());
        assertTrue(gate.whyNoService().contains("data-source"));
        assertTrue(log.aboveDebug().toString().contains("no data-source"), log.aboveDebug()::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts = yes | it must be true or false",
                "registration = open | it does nothing unless accounts = true",
                "jwt-secret = 00 | it does nothing unless accounts = true",
                "desk = true | it does nothing unless accounts = true",
                "desk-slots = 3 | it does nothing unless accounts = true",
                "accounts = true;data-source = jdbc/none | there is nothing under java:comp/env/jdbc/none",
                "accounts = true;data-source = ldap://evil/x | there is nothing under java:comp/env/ldap://evil/x",
                "site = key-7 | it must not start with key-",
                "site.key-7.api-key = aic_sk_0123456789abcdefghijABCDEFGHIJ_- | it must not start with key-",
            })
    void aMistake_stopsTheStart(String lines, String right) throws Exception {
        String mistake =
                new SettingsApplication(directory).webInf(lines.split(";", -1)).mistake();
        assertTrue(mistake.contains(right), mistake);
    }

    @Test
    void aSiteInCode_mustNotHaveTheIdOfAKeys() {
        Postern postern = Postern.builder().build();
        Site key = Site.builder("key-7").build();
        assertThrows(IllegalArgumentException.class, () -> Gate.builder(postern, key));
        Gate.Builder gate = Gate.builder(postern, Site.builder("shop").build());
        assertThrows(IllegalArgumentException.class, () -> gate.apiKey(EndpointServer.KEY, key));
    }

    @Test
    void aJndiDataSource_isUsed_andClosedWithTheApplication() throws Exception {
        OnTomcat application = start(
                "registration = invitation",
                "invitation-code = come-in-8",
                "dashboard = true",
                "key-prefix = shop",
                "limit.login = 100/m",
                "jwt-secret = " + "11".repeat(32));
        try {
            String register = "{\"email\":\"a@example.com\",\"password\":\"12345678\",\"invitation\":\"come-in-8\"}";
            EndpointReply registered = application.post("/postern/api/v1/auth/register", register, "");
            assertEquals(201, registered.status(), registered.body());
            String token = registered.json().get("token").textValue();
            EndpointReply key = application.post("/postern/api/v1/api-keys", "{\"name\":\"n\"}", token);
            assertTrue(key.json().get("key").textValue().startsWith("shop_sk_"), key.body());
            assertEquals(
                    403,
                    application
                            .post(
                                    "/postern/api/v1/auth/register",
                                    register.replace("come-in-8", "wrong").replace("a@", "b@"),
                                    "")
                            .status());
            assertEquals(
                    404,
                    application.post("/postern/createTask", "{}", "").status(),
                    "there is no desk unless there is to be one");
        } finally {
            application.stop();
        }
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("postern-service") && thread.isAlive()),
                "its thread ends with the application");
        List<String> logged = log.aboveDebug();
        assertFalse(logged.toString().contains("come-in-8"), logged::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a word of your own, 8 characters or more)", "<your code>"})
    void aCodeThatIsAGuidesPlaceholder_isAMistake(String placeholder) throws Exception {
        String mistake = mistake("registration = invitation", "invitation-code = " + placeholder);
        assertTrue(mistake.contains("invitation-code = (not shown): what stands in brackets is no code"), mistake);
    }

    @Test
    void registration_isOff_alsoAsYamlReadsThatWord() throws Exception {
        OnTomcat application = start("registration = false");
        try {
            assertEquals(403, application.register().status());
        } finally {
            application.stop();
        }
    }

    @Test
    void aDesk_readsWithTheSolverThatTheApplicationProvides_withinTheLimitsThatAreSet() throws Exception {
        provide(Reversing.class);
        OnTomcat application = start(
                "registration = open",
                "desk = true",
                "desk-credits = 3",
                "desk-tasks-per-day = 2",
                "desk-tasks-per-month = 2000",
                "desk-slots = 1",
                "desk-workers = 1",
                "desk-queue = 0",
                "desk-time-limit = 30s",
                "limit.desk = 3/h");
        try {
            String token = application.register().json().get("token").textValue();
            String secret = application
                    .post("/postern/api/v1/api-keys", "{\"name\":\"n\",\"scopes\":[\"desk\"]}", token)
                    .json()
                    .get("key")
                    .textValue();
            assertEquals(
                    "yad",
                    solve(application, secret, "day").at("/solution/text").textValue());
            assertEquals(
                    "thgin",
                    solve(application, secret, "night").at("/solution/text").textValue());
            assertEquals(17, solve(application, secret, "day").get("errorId").intValue(), "two a day");
            assertEquals(16, solve(application, secret, "day").get("errorId").intValue(), "three an hour");
            JsonNode balance = application
                    .post("/postern/getBalance", "{\"clientKey\":\"" + secret + "\"}", "")
                    .json();
            assertEquals(1, balance.get("balance").intValue(), "three at first, less two");
            assertTrue(log.aboveDebug().toString().contains(Reversing.class.getName()), "what reads is told");
        } finally {
            application.stop();
        }
    }

    private static JsonNode solve(OnTomcat application, String secret, String comment) throws Exception {
        String image =
                Base64.getEncoder().encodeToString(Images.submitted("Kayak", 20).bytes());
        String task = "{\"type\":\"ImageToTextTask\",\"body\":\"" + image + "\",\"comment\":\"" + comment + "\"}";
        return application.send("/postern/solve", task, "apikey", secret).json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "desk-slots = 3 | it does nothing unless desk = true",
                "desk = true;desk-slots = 0 | it is 0, but must be 1 to 1000",
                "desk = true;desk-credits = -1 | it is -1, but must be 0 to ",
                "desk = true;desk-queue = many | it must be a whole number",
                "desk = true;desk-time-limit = 2h | must be 1000 to 3600000",
                "desk = true;limit.desk = often | ",
            })
    void aMistakeOfTheDesks_stopsTheStart(String lines, @Nullable String right) throws Exception {
        String mistake = mistake(lines.split(";", -1));
        assertTrue(mistake.contains(Objects.requireNonNullElse(right, "limit.desk = often: ")), mistake);
    }

    @Test
    void twoSolvers_orOneThatCantBeMade_areMistakes() throws Exception {
        provide(Reversing.class, Tired.class);
        assertTrue(mistake("desk = true").contains("there is also " + Tired.class.getName()));
        provide(Broken.class);
        ConfigurationException mistake = exception("desk = true");
        String message = String.valueOf(mistake.getMessage());
        assertTrue(message.contains("its solver can't be made"), message);
        assertTrue(message.contains("no engine"), message);
        assertTrue(
                causes(mistake).anyMatch(cause -> cause instanceof IllegalStateException),
                "where it failed, is told, too");
    }

    @Test
    @Tag("external")
    void aDeskWithoutASolver_tellsWhichEngineReads() throws Exception {
        String program = OcrEngine.installed().toString();
        OnTomcat application = start("desk = true");
        try {
            String logged = log.aboveDebug().toString();
            assertTrue(logged.contains("Postern's desk reads images with " + program + ", tesseract "), logged);
        } finally {
            application.stop();
        }
    }

    /** What the application's jars provide to read images with. */
    private void provide(Class<?>... solvers) throws IOException {
        Path services = Files.createDirectories(directory.resolve("WEB-INF/classes/META-INF/services"));
        Files.write(
                services.resolve(Solver.class.getName()),
                Stream.of(solvers).map(Class::getName).toList());
    }

    private String mistake(String... lines) throws Exception {
        return String.valueOf(exception(lines).getMessage());
    }

    private ConfigurationException exception(String... lines) throws Exception {
        LifecycleException failure = assertThrows(LifecycleException.class, () -> start(lines));
        return causes(failure)
                .filter(ConfigurationException.class::isInstance)
                .map(ConfigurationException.class::cast)
                .findFirst()
                .orElseThrow(() -> failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** With accounts in a database of its own, and these settings. */
    private OnTomcat start(String... settings) throws Exception {
        Path webInf = Files.createDirectories(directory.resolve("WEB-INF"));
        Files.writeString(
                webInf.resolve("postern.properties"),
                "accounts = true\ndata-source = jdbc/postern\n" + String.join("\n", settings));
        return OnTomcat.start(directory);
    }

    /** Reads what the comment says, backwards. */
    public static class Reversing implements Solver {
        @Override
        public String solve(ImageTask task) {
            return new StringBuilder(task.comment().orElseThrow()).reverse().toString();
        }
    }

    /** Reads nothing. */
    public static final class Tired extends Reversing {}

    /** Can't be made. */
    public static final class Broken extends Reversing {
        /** Fails. */
        public Broken() {
            throw new IllegalStateException("no engine");
        }
    }

    /** Tomcat's naming, with a data source of H2's. */
    private record OnTomcat(Tomcat tomcat, int port) {
        static OnTomcat start(Path webRoot) throws Exception {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", EndpointContainer.HOST);
            tomcat.enableNaming();
            Context context = tomcat.addContext("", webRoot.toString());
            ContextResource resource = new ContextResource();
            resource.setName("jdbc/postern");
            resource.setType("org.h2.jdbcx.JdbcDataSource");
            resource.setProperty("factory", "org.h2.jdbcx.JdbcDataSourceFactory");
            resource.setProperty("url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            Properties rest = new Properties();
            rest.setProperty("user", "sa");
            rest.setProperty("password", "");
            rest.setProperty("description", "accounts");
            rest.setProperty("loginTimeout", "0");
            rest.forEach((name, value) -> resource.setProperty((String) name, value));
            context.getNamingResources().addResource(resource);
            context.addServletContainerInitializer(new PosternInitializer(), Set.of());
            try {
                tomcat.start();
            } catch (LifecycleException e) {
                tomcat.destroy();
                throw e;
            }
            assertTrue(context.getState().isAvailable());
            return new OnTomcat(tomcat, tomcat.getConnector().getLocalPort());
        }

        EndpointReply register() throws Exception {
            return post("/postern/api/v1/auth/register", "{\"email\":\"a@example.com\",\"password\":\"12345678\"}", "");
        }

        EndpointReply post(String path, String json, String token) throws Exception {
            return send(path, json, "Authorization", "Bearer " + token);
        }

        EndpointReply send(String path, String json, String header, String value) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + EndpointContainer.HOST + ":" + port + path))
                    .header("Content-Type", "application/json")
                    .header(header, value)
                    .POST(BodyPublishers.ofString(json))
                    .build();
            HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return EndpointReply.of(response.statusCode(), response.headers().map(), response.body());
        }

        void stop() throws Exception {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
