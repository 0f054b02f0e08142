package dev.postern.servlet.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.servlet.demo.DemoProcess.Reply;
import dev.postern.servlet.testing.PhraseTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two processes on one database server. */
@Tag("external")
final class TwoNodesTest {
    private static final int CHALLENGES = 300;
    private static final String CREATE = "/api/v2/challenges";

    static Stream<TestDatabase> servers() {
        return Stream.of(TestDatabases.postgreSql(), TestDatabases.mariaDb());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void countsAddUpExactly_afterAnOrderlyStopOfBoth(TestDatabase database) throws Exception {
        String token;
        try (DemoProcess one = start(database);
                DemoProcess two = start(database)) {
            token = register(one);
            String key = createKey(one, token).get("key").textValue();
            ExecutorService clients = Executors.newFixedThreadPool(4);
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < CHALLENGES; i++) {
                DemoProcess node = i % 3 == 0 ? one : two;
                boolean right = i % 5 != 0;
                done.add(clients.submit(() -> pass(node, key, right)));
            }
            for (Future<?> each : done) {
                each.get();
            }
            clients.shutdown();
            one.stop();
            two.stop();
        }
        try (DemoProcess third = start(database)) {
            String login = third.send("POST", "/api/v1/auth/login", credentials())
                    .json()
                    .get("token")
                    .textValue();
            JsonNode figures = third.send("GET", "/api/v1/analytics/overview", "", "Authorization", "Bearer " + login)
                    .json();
            int right = CHALLENGES - CHALLENGES / 5;
            assertEquals(CHALLENGES, figures.get("issued").intValue());
            assertEquals(CHALLENGES, figures.get("verified").intValue());
            assertEquals(right, figures.get("succeeded").intValue());
            assertEquals(right, figures.get("allowed").intValue());
            assertEquals(right, figures.get("redeemed").intValue());
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aKeyThatIsRevokedOnOneNode_isRefusedOnTheOtherWithinFiveSeconds(TestDatabase database) throws Exception {
        try (DemoProcess one = start(database);
                DemoProcess two = start(database)) {
            String token = register(one);
            JsonNode key = createKey(one, token);
            String secret = key.get("key").textValue();
            assertEquals(
                    200, two.send("POST", CREATE, "{}", "X-API-Key", secret).status());

            long revokedAt;
            Reply reply =
                    one.send("DELETE", "/api/v1/api-keys/" + key.get("id"), "", "Authorization", "Bearer " + token);
            assertEquals(204, reply.status());
            revokedAt = System.nanoTime();
            assertEquals(
                    401, one.send("POST", CREATE, "{}", "X-API-Key", secret).status(), "here it is at once");
            int status = 200;
            while (status == 200) {
                Thread.sleep(
                        100); // the clock is another process's; asked without a pause, the key would be over its rate
                status = two.send("POST", CREATE, "{}", "X-API-Key", secret).status();
            }
            assertEquals(401, status);
            Duration took = Duration.ofNanos(System.nanoTime() - revokedAt);
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took::toString);
        }
    }

    private static void pass(DemoProcess node, String key, boolean right) {
        try {
            JsonNode challenge = ok(node.send("POST", CREATE, "{}", "X-API-Key", key));
            int answer = right ? PhraseTable.answer(challenge.get("challenge")) : -1;
            JsonNode verdict = ok(node.send(
                    "POST",
                    CREATE + "/verify",
                    "{\"token\":" + challenge.get("token") + ",\"answer\":" + answer + "}",
                    "X-API-Key",
                    key));
            assertEquals(right, verdict.get("allowed").booleanValue());
            if (right) {
                JsonNode redeemed = ok(node.send(
                        "POST",
                        CREATE + "/siteverify",
                        "{\"token\":" + verdict.get("verificationToken") + "}",
                        "X-API-Key",
                        key));
                assertTrue(redeemed.get("success").booleanValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode ok(Reply reply) throws IOException {
        assertEquals(200, reply.status(), reply.body());
        return reply.json();
    }

    private static DemoProcess start(TestDatabase database) throws Exception {
        return DemoProcess.start(Map.of("demo.jdbc-url", database.url()));
    }

    private static String register(DemoProcess node) throws Exception {
        Reply registered = node.send("POST", "/api/v1/auth/register", credentials());
        assertEquals(201, registered.status(), registered.body());
        return registered.json().get("token").textValue();
    }

    private static JsonNode createKey(DemoProcess node, String token) throws Exception {
        Reply created = node.send(
                "POST",
                "/api/v1/api-keys",
                "{\"name\":\"n\",\"minScore\":0,\"rateLimit\":\"6000/m\"}",
                "Authorization",
                "Bearer " + token);
        assertEquals(201, created.status(), created.body());
        return created.json();
    }

    private static String credentials() {
        return "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}";
    }
}
