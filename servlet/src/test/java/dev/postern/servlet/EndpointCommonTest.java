package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire contract says of all endpoints, and of the keys of those for servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointCommonTest {
    private static final List<String> FOR_SERVERS =
            List.of("/api/v2/challenges", "/api/v2/challenges/verify", "/api/v2/challenges/siteverify");
    private static final List<String> FOR_PAGES = List.of("/challenge", "/verify");
    private static final int LARGEST = 16 << 10;

    private EndpointServer server;

    @BeforeAll
    void start() throws Exception {
        server = EndpointServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Arguments> missingOrUnknownKeys() {
        List<String> keys = List.of(
                "",
                " ",
                "aic_sk_",
                "nonsense",
                EndpointServer.KEY + "x",
                EndpointServer.KEY.substring(1),
                EndpointServer.KEY.toUpperCase(Locale.ROOT),
                "Bearer " + EndpointServer.KEY,
                "'; DROP TABLE sites; --",
                "aic_sk_" + "x".repeat(6000));
        return FOR_SERVERS.stream().flatMap(path -> keys.stream().map(key -> Arguments.of(path, key)));
    }

    @ParameterizedTest
    @MethodSource("missingOrUnknownKeys")
    void aKeyThatIsNotInForce_is401_andReachesNothing(String path, String key) throws Exception {
        int before = server.store.attempts() + server.store.redemptions();

        EndpointReply reply = server.post(path, "{\"token\":\"x\",\"answer\":5}", "X-API-Key", key);

        reply.isProblem(401, "invalid-api-key");
        assertEquals("ApiKey header=\"X-API-Key\"", reply.header("WWW-Authenticate"));
        assertEquals(before, server.store.attempts() + server.store.redemptions());
    }

    static List<String> forServers() {
        return FOR_SERVERS;
    }

    @ParameterizedTest
    @MethodSource("forServers")
    void noKey_is401_andAKeyElsewhereIsNone(String path) throws Exception {
        server.post(path, "{}").isProblem(401, "invalid-api-key");
        server.post(path, "{\"clientKey\":\"" + EndpointServer.KEY + "\"}").isProblem(401, "invalid-api-key");
        server.post(path, "{}", "Authorization", "Bearer " + EndpointServer.KEY).isProblem(401, "invalid-api-key");
        EndpointReply inQuery = server.send(server.request(server.path(path) + "?apiKey=" + EndpointServer.KEY)
                .POST(BodyPublishers.noBody())
                .build());
        inQuery.isProblem(401, "invalid-api-key");
    }

    @Test
    void theKeyIsAskedForBeforeTheBodyIsLookedAt() throws Exception {
        server.post("/api/v2/challenges", "{", "Content-Type", "text/plain").isProblem(401, "invalid-api-key");
    }

    static Stream<String> withProblems() {
        return Stream.concat(FOR_SERVERS.stream(), FOR_PAGES.stream());
    }

    @ParameterizedTest
    @MethodSource("withProblems")
    void everyMethodButPost_is405_withAllow(String path) throws Exception {
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "post")) {
            EndpointReply reply = server.send(server.request(server.path(path))
                    .method(method, BodyPublishers.ofString("{}"))
                    .setHeader("X-API-Key", EndpointServer.KEY)
                    .build());

            reply.isProblem(405, "method-not-allowed");
            assertEquals("POST", reply.header("Allow"), method);
        }
        EndpointReply head = server.send(server.request(server.path(path))
                .method("HEAD", BodyPublishers.noBody())
                .build());
        assertEquals(405, head.status());
        assertEquals("POST", head.header("Allow"));
        assertEquals("", head.body());
    }

    @ParameterizedTest
    @MethodSource("withProblems")
    void anotherContentType_is415(String path) throws Exception {
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json5",
                "application/problem+json",
                "application",
                ";",
                "text/json",
                "application/json; charset=utf-16",
                "application/json; charset=ISO-8859-1",
                "application/json; charset=nonsense")) {
            EndpointReply reply = server.post(path, "{}", "Content-Type", type, "X-API-Key", EndpointServer.KEY);

            assertEquals(415, reply.status(), type + ": " + reply.body());
            reply.isProblem(415, "unsupported-media-type");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json ; foo=bar",
                "application/json;"
            })
    void jsonInUtf8_isTaken_howeverItIsNamed(String type) throws Exception {
        server.post("/challenge", "{}", "Content-Type", type).ok();
    }

    @ParameterizedTest
    @MethodSource("withProblems")
    void aBodyAbove16KiB_is413_andOneOfExactlyThatIsRead(String path) throws Exception {
        String padded = "{" + " ".repeat(LARGEST - 2) + "}";

        EndpointReply taken = server.call(path, padded);
        EndpointReply tooLarge = server.call(path, padded + " ");
        EndpointReply chunked = server.send(server.request(server.path(path))
                .setHeader("Content-Type", EndpointServer.JSON)
                .setHeader("X-API-Key", EndpointServer.KEY)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(padded + " ")))
                .build());

        assertEquals(200, taken.status());
        tooLarge.isProblem(413, "body-too-large");
        chunked.isProblem(413, "body-too-large");
    }

    @ParameterizedTest
    @MethodSource("withProblems")
    void whatIsNoJsonObject_is400(String path) throws Exception {
        for (String body : List.of(
                "[]",
                "5",
                "\"text\"",
                "null",
                "true",
                "{",
                "}",
                "{\"a\":}",
                "{} {}",
                "{}x",
                "// {}\n{}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":\"\n\"}",
                "<xml/>",
                " ")) {
            EndpointReply reply = server.call(path, body);

            assertEquals(400, reply.status(), body + " → " + reply.body());
            reply.isProblem(400, "invalid-json");
        }
    }

    @Test
    void aReplyIsInUtf8_andSaysHowLongItIs() throws Exception {
        EndpointReply reply = server.create("{}");

        assertEquals("application/json", reply.header("Content-Type"));
        assertEquals(String.valueOf(reply.body().length()), reply.header("Content-Length"));
        assertEquals("", reply.header("Set-Cookie"));
    }

    @Test
    void aBrowserLearnsNothingAcrossOrigins() throws Exception {
        EndpointReply reply = server.send(server.request(server.path("/api/v2/challenges"))
                .method("OPTIONS", BodyPublishers.noBody())
                .setHeader("Access-Control-Request-Method", "POST")
                .build());

        assertFalse(reply.headers().keySet().stream().anyMatch(name -> name.startsWith("access-control-")));
    }

    @ParameterizedTest
    @MethodSource("applicationCharsets")
    void jsonWithoutACharsetIsUtf8_whateverTheApplicationsOwnDefaultIs(EndpointContainer container) throws Exception {
        try (EndpointServer own = EndpointServer.on(container)
                .before((classes, context) -> context.setRequestCharacterEncoding("ISO-8859-1"))
                .start()) {
            own.create("{}").ok();
            own.post("/challenge", "{}").ok();
            assertTrue(own.post("/siteverify", "{}").body().contains("missing-input-secret"));
        }
    }

    static EndpointContainer[] applicationCharsets() {
        return EndpointContainer.values();
    }
}
