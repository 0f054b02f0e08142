package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.servlet.EndpointServer.Issued;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/v2/challenges/siteverify} (wire contract, section 1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointRedeemTest {
    private static final String DEAD = "{\"success\":false,\"error-codes\":[\"timeout-or-duplicate\"]}";

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
        long issuedAt = server.clock.millis();
        Issued issued = server.issue("{\"action\":\"signup\"}");
        server.clock.advance(Duration.ofMillis(523));
        String pass = server.verify(issued.rightFor("signup"))
                .ok()
                .get("verificationToken")
                .textValue();
        server.clock.advance(Duration.ofSeconds(10));

        JsonNode reply = server.redeem(token(pass)).ok();

        assertEquals(
                Set.of("success", "score", "solveTimeMs", "challengeTs", "operationId", "action", "audience"),
                EndpointReply.fieldsOf(reply));
        assertEquals("true", reply.get("success").toString());
        assertEquals("84.6", reply.get("score").toString());
        assertEquals("523", reply.get("solveTimeMs").toString());
        assertEquals(String.valueOf(issuedAt), reply.get("challengeTs").toString());
        assertTrue(server.family.operations().contains(reply.get("operationId").textValue()));
        assertEquals("\"signup\"", reply.get("action").toString());
        assertEquals("\"ANY\"", reply.get("audience").toString());
    }

    @Test
    void aPassForNoAction_namesNone() throws Exception {
        assertEquals(
                Set.of("success", "score", "solveTimeMs", "challengeTs", "operationId", "audience"),
                EndpointReply.fieldsOf(server.redeem(token(server.pass())).ok()));
    }

    @Test
    void aPassThatWasRedeemed_isDead() throws Exception {
        String pass = server.pass();
        assertTrue(server.redeem(token(pass)).ok().get("success").booleanValue());

        assertEquals(DEAD, server.redeem(token(pass)).ok().toString());
    }

    @Test
    void aPassThatExpiresNow_isDead() throws Exception {
        String pass = server.pass();
        server.clock.advance(Duration.ofMinutes(5));

        assertEquals(DEAD, server.redeem(token(pass)).ok().toString());
    }

    @Test
    void anotherKeysAttempt_neitherRevealsNorSpendsThePass() throws Exception {
        String pass = server.pass();

        EndpointReply others =
                server.post("/api/v2/challenges/siteverify", token(pass), "X-API-Key", EndpointServer.OTHER_KEY);
        EndpointReply unknown = server.post(
                "/api/v2/challenges/siteverify",
                token(UUID.randomUUID().toString()),
                "X-API-Key",
                EndpointServer.OTHER_KEY);

        assertEquals(unknown.whole(), others.whole());
        assertTrue(server.redeem(token(pass)).ok().get("success").booleanValue());
    }

    @Test
    void aChallengeIsNoPass() throws Exception {
        Issued issued = server.issue();
        server.verify(issued.right()).ok();

        assertEquals(DEAD, server.redeem(token(issued.token())).ok().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[\"x\"]", "{\"token\":\"x\"}"})
    void aTokenThatIsNoString_isInvalid(String json) throws Exception {
        assertEquals(
                "{\"success\":false,\"error-codes\":[\"invalid-input\"]}",
                server.redeem("{\"token\":" + json + "}").ok().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\":null}", "{\"response\":\"x\"}"})
    void withoutAToken_inputIsMissing(String body) throws Exception {
        assertEquals(
                "{\"success\":false,\"error-codes\":[\"missing-input\"]}",
                server.redeem(body).ok().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-2-3-4-5", "\\u0000", "\\ud800", "019d860f-6bcb-4f55-a5b8-b6aa0bcf3d31"})
    void whatIsNoPass_isDead(String token) throws Exception {
        assertEquals(DEAD, server.redeem(token(token)).ok().toString());
    }

    private static String token(String pass) {
        return "{\"token\":\"" + pass + "\"}";
    }
}
