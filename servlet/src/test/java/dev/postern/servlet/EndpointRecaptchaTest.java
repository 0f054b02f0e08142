package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Audience;
import dev.postern.servlet.EndpointServer.Issued;
import dev.postern.token.StoreUnavailableException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /siteverify} as reCAPTCHA's clients speak it (wire contract, section 3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointRecaptchaTest {
    private static final String UNKNOWN = "019d860f-6bcb-4f55-a5b8-b6aa0bcf3d31";

    private EndpointServer server;

    @BeforeAll
    void start() throws Exception {
        server = EndpointServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aPass_isToldWithExactlyTheFieldsOfTheContract_andTheirTypes() throws Exception {
        Instant issuedAt = server.clock.instant();
        String pass = passFor("signup", 523);

        JsonNode reply = form("secret", EndpointServer.KEY, "response", pass, "remoteip", "192.0.2.1")
                .ok();

        assertEquals(
                Set.of("success", "challenge_ts", "score", "action", "error-codes"), EndpointReply.fieldsOf(reply));
        assertEquals("true", reply.get("success").toString());
        assertTrue(
                reply.get("challenge_ts").textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertEquals(issuedAt, Instant.parse(reply.get("challenge_ts").textValue()));
        assertEquals("0.846", reply.get("score").toString());
        assertEquals("\"signup\"", reply.get("action").toString());
        assertEquals("[]", reply.get("error-codes").toString());
    }

    @Test
    void theTimestampHasMilliseconds_alsoWhereTheyAreZero() throws Exception {
        server.clock.advance(Duration.ofMillis(1000 - server.clock.millis() % 1000));

        JsonNode reply =
                form("secret", EndpointServer.KEY, "response", server.pass()).ok();

        assertTrue(reply.get("challenge_ts").textValue().endsWith(".000Z"), reply.toString());
    }

    @Test
    void aPassFromAPage_namesItsHost() throws Exception {
        Issued issued = server.issued(server.post("/challenge", "{}").ok());
        String pass = server.post("/verify", issued.right())
                .ok()
                .get("verificationToken")
                .textValue();

        JsonNode reply = form("secret", EndpointServer.KEY, "response", pass).ok();

        assertEquals("\"127.0.0.1\"", reply.get("hostname").toString());
    }

    @ParameterizedTest
    @CsvSource({"ANY,150,0.1", "ANY,600,1.0", "ANY,279,0.358", "ANY,281,0.362", "HUMAN,1285,0.357", "HUMAN,1351,0.392"})
    void theScoreIsFromZeroToOne_withThreeDecimalsAtMost(Audience audience, long millis, String score)
            throws Exception {
        try (EndpointServer own = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.audience(audience))
                .start()) {
            Issued issued = own.issue();
            own.clock.advance(Duration.ofMillis(millis));
            String pass =
                    own.verify(issued.right()).ok().get("verificationToken").textValue();

            JsonNode reply = own.post(
                            "/siteverify", "{\"secret\":\"" + EndpointServer.KEY + "\",\"response\":\"" + pass + "\"}")
                    .ok();

            assertEquals(score, reply.get("score").toString());
        }
    }

    @Test
    void jsonIsTakenAsWellAsAForm() throws Exception {
        String pass = server.pass();
        String body = "{\"secret\":\"" + EndpointServer.KEY + "\",\"response\":\"" + pass
                + "\",\"remoteip\":\"192.0.2.1\",\"sitekey\":\"aic_pk_1\",\"more\":[1]}";

        assertEquals(
                "true", server.post("/siteverify", body).ok().get("success").toString());
        isRefused(server.post("/siteverify", body), "timeout-or-duplicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/siteverify", "/recaptcha/api/siteverify", "/turnstile/v0/siteverify"})
    void eachServicesPath_takesBoth(String path) throws Exception {
        String fields = "secret=" + EndpointServer.KEY + "&response=" + server.pass();
        EndpointReply form = server.post(path, fields, "Content-Type", EndpointServer.FORM + "; charset=UTF-8");
        assertEquals("true", form.ok().get("success").toString());
        String json = "{\"secret\":\"" + EndpointServer.KEY + "\",\"response\":\"" + server.pass() + "\"}";
        assertEquals("true", server.post(path, json).ok().get("success").toString());
        isRefused(server.post(path, json), "timeout-or-duplicate");
        isRefused(server.post(path, "{}"), "missing-input-secret");
    }

    @Test
    void remoteip_changesNothing() throws Exception {
        for (String remoteip : List.of("192.0.2.1", "2001:db8::1", "nonsense", "")) {
            JsonNode reply = form("secret", EndpointServer.KEY, "response", server.pass(), "remoteip", remoteip)
                    .ok();
            assertEquals("true", reply.get("success").toString());
        }
    }

    @Test
    void aBodyThatIsTooLarge_isABadRequest() throws Exception {
        isRefused(form("secret", EndpointServer.KEY, "response", "x".repeat(17 << 10)), "bad-request");
    }

    @Test
    void aPassIsRedeemedOnce() throws Exception {
        String pass = server.pass();
        form("secret", EndpointServer.KEY, "response", pass).ok();

        isRefused(form("secret", EndpointServer.KEY, "response", pass), "timeout-or-duplicate");
    }

    @Test
    void aPassThatExpiresNow_isDead() throws Exception {
        String pass = server.pass();
        server.clock.advance(Duration.ofMinutes(5));

        isRefused(form("secret", EndpointServer.KEY, "response", pass), "timeout-or-duplicate");
    }

    @Test
    void theSameIdempotencyKey_getsTheSameReply_andAnotherOrNoneGetsNothing() throws Exception {
        String pass = server.pass();
        String key = UUID.randomUUID().toString();
        EndpointReply first = form("secret", EndpointServer.KEY, "response", pass, "idempotency_key", key);

        assertEquals("true", first.ok().get("success").toString());
        assertEquals(
                first.whole(),
                form("secret", EndpointServer.KEY, "response", pass, "idempotency_key", key)
                        .whole());
        isRefused(
                form(
                        "secret",
                        EndpointServer.KEY,
                        "response",
                        pass,
                        "idempotency_key",
                        UUID.randomUUID().toString()),
                "timeout-or-duplicate");
        isRefused(form("secret", EndpointServer.KEY, "response", pass), "timeout-or-duplicate");
    }

    @Test
    void anotherSitesSecret_neitherRevealsNorSpendsThePass() throws Exception {
        String pass = server.pass();

        EndpointReply others = form("secret", EndpointServer.OTHER_KEY, "response", pass);

        assertEquals(
                form("secret", EndpointServer.OTHER_KEY, "response", UNKNOWN).whole(), others.whole());
        assertEquals(
                "true",
                form("secret", EndpointServer.KEY, "response", pass)
                        .ok()
                        .get("success")
                        .toString());
    }

    @Test
    void whatIsMissingOrInvalid_isNamedByItsCode_alwaysWith200() throws Exception {
        isRefused(form(), "missing-input-secret");
        isRefused(form("secret", "", "response", UNKNOWN), "missing-input-secret");
        isRefused(form("secret", "wrong", "response", UNKNOWN), "invalid-input-secret");
        isRefused(form("secret", EndpointServer.KEY + "x", "response", UNKNOWN), "invalid-input-secret");
        isRefused(form("secret", EndpointServer.KEY), "missing-input-response");
        isRefused(form("secret", EndpointServer.KEY, "response", ""), "missing-input-response");
        isRefused(form("secret", EndpointServer.KEY, "response", "nonsense"), "invalid-input-response");
        isRefused(form("secret", EndpointServer.KEY, "response", "1-2-3-4-5"), "invalid-input-response");
        isRefused(form("secret", EndpointServer.KEY, "response", UNKNOWN), "timeout-or-duplicate");
        isRefused(
                form("secret", EndpointServer.KEY, "response", UNKNOWN, "idempotency_key", "1-2-3-4-5"), "bad-request");
    }

    @Test
    void anIdempotencyKeyThatIsNone_doesNotSpendThePass() throws Exception {
        String pass = server.pass();
        isRefused(form("secret", EndpointServer.KEY, "response", pass, "idempotency_key", "x"), "bad-request");

        assertEquals(
                "true",
                form("secret", EndpointServer.KEY, "response", pass)
                        .ok()
                        .get("success")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secret\":5,\"response\":\"x\"}",
                "{\"secret\":null,\"response\":\"x\"}",
                "{\"secret\":[\"x\"],\"response\":\"x\"}",
                "{}"
            })
    void aSecretThatIsNoString_isMissing(String json) throws Exception {
        isRefused(server.post("/siteverify", json), "missing-input-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "{", "{} {}", "5", ""})
    void aBodyThatIsNoJsonObject_isABadRequest(String json) throws Exception {
        isRefused(server.post("/siteverify", json), "bad-request");
    }

    @Test
    void anotherContentTypeOrMethod_isABadRequest() throws Exception {
        isRefused(server.post("/siteverify", "secret=x", "Content-Type", "text/plain"), "bad-request");
        EndpointReply get =
                server.send(server.request(server.path("/siteverify")).GET().build());
        isRefused(get, "bad-request");
        assertEquals("POST", get.header("Allow"));
    }

    @Test
    void aStoreThatCantBeReached_isTheOnlyThingThatIsNot200() throws Exception {
        try (EndpointServer own = EndpointServer.start();
                EndpointLog log = new EndpointLog()) {
            String pass = own.pass();
            own.store.failWith(new StoreUnavailableException("the store is away", Duration.ofMillis(1500)));

            EndpointReply reply = own.post(
                    "/siteverify", "{\"secret\":\"" + EndpointServer.KEY + "\",\"response\":\"" + pass + "\"}");

            assertEquals(503, reply.status());
            assertEquals("2", reply.header("Retry-After"));
            assertEquals("{\"success\":false,\"error-codes\":[\"internal-error\"]}", reply.body());
            assertTrue(log.everything().contains("the store is away"));
        }
    }

    private EndpointReply form(String... namesAndValues) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return server.send(server.request(server.path("/siteverify"))
                .setHeader("Content-Type", EndpointServer.FORM)
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    private String passFor(String action, long millis) throws Exception {
        Issued issued = server.issue("{\"action\":\"" + action + "\"}");
        server.clock.advance(Duration.ofMillis(millis));
        return server.verify(issued.rightFor(action))
                .ok()
                .get("verificationToken")
                .textValue();
    }

    private static void isRefused(EndpointReply reply, String code) {
        assertEquals(
                "{\"success\":false,\"error-codes\":[\"" + code + "\"]}",
                reply.ok().toString());
    }
}
