package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** {@code POST /api/v2/challenges/verify} (wire contract, section 1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointVerifyTest {
    private static final Set<String> ALLOWED =
            Set.of("success", "allowed", "score", "solveTimeMs", "verificationToken");
    private static final Set<String> REFUSED = Set.of("success", "allowed", "score", "solveTimeMs", "error-codes");

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
    void aRightAnswer_isToldWithExactlyTheFieldsOfTheContract_andTheirTypes() throws Exception {
        Issued issued = server.issue();
        server.clock.advance(Duration.ofMillis(523));

        JsonNode reply = server.verify(issued.right()).ok();

        assertEquals(ALLOWED, EndpointReply.fieldsOf(reply));
        assertTrue(reply.get("success").isBoolean() && reply.get("success").booleanValue());
        assertTrue(reply.get("allowed").isBoolean() && reply.get("allowed").booleanValue());
        assertTrue(reply.get("score").isNumber());
        assertEquals("84.6", reply.get("score").toString());
        assertEquals("523", reply.get("solveTimeMs").toString());
        String pass = reply.get("verificationToken").textValue();
        assertEquals(4, UUID.fromString(pass).version());
        assertEquals(pass, UUID.fromString(pass).toString());
    }

    @Test
    void aWholeScore_hasNoFraction() throws Exception {
        Issued issued = server.issue();
        server.clock.advance(Duration.ofSeconds(5));

        assertEquals("100", server.verify(issued.right()).ok().get("score").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "%s.0", "\"%s.0\"", "%s.000", "\"0%s\"", "\" %s \"", "\"+%s\""})
    void theRightNumber_isRight_howeverItIsWritten(String spelling) throws Exception {
        Issued issued = server.issue();

        JsonNode reply =
                server.verify(issued.with(spelling.formatted(issued.answer()))).ok();

        assertTrue(reply.get("success").booleanValue(), spelling);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"no number\"", "1e0", "\"\\u0000\"", "\"\\ud800\"", "0.5"})
    void aWrongAnswer_isIncorrect_andSpendsTheToken(String wrong) throws Exception {
        Issued issued = server.issue();
        server.clock.advance(Duration.ofMillis(523));

        isRefused(server.verify(issued.with(wrong)), "incorrect-answer", 523);
        isRefused(server.verify(issued.right()), "already-used", 523);
    }

    @Test
    void aRightAnswer_isGoodOnce() throws Exception {
        Issued issued = server.issue();
        server.verify(issued.right()).ok();

        isRefused(server.verify(issued.right()), "already-used", 0);
    }

    @Test
    void aChallengeThatExpiresNow_isExpired_andReachesNoStore() throws Exception {
        Issued issued = server.issue();
        int before = server.store.attempts();
        server.clock.advance(Duration.ofSeconds(320));

        isRefused(server.verify(issued.right()), "expired", 320_000);
        assertEquals(before, server.store.attempts());
    }

    @Test
    void aChallengeInItsLastMillisecond_isVerified() throws Exception {
        Issued issued = server.issue();
        server.clock.advance(Duration.ofMillis(319_999));

        assertTrue(server.verify(issued.right()).ok().get("success").booleanValue());
    }

    @Test
    void anotherKeysAttempt_isIncorrect_andDoesNotSpendTheToken() throws Exception {
        Issued issued = server.issue();

        EndpointReply others =
                server.post("/api/v2/challenges/verify", issued.right(), "X-API-Key", EndpointServer.OTHER_KEY);

        isRefused(others, "incorrect-answer", 0);
        assertTrue(server.verify(issued.right()).ok().get("success").booleanValue());
    }

    @Test
    void anotherAction_isIncorrect_andDoesNotSpendTheToken() throws Exception {
        Issued issued = server.issue("{\"action\":\"signup\"}");

        isRefused(server.verify(issued.rightFor("login")), "incorrect-answer", 0);
        isRefused(server.verify(issued.right()), "incorrect-answer", 0);
        assertTrue(server.verify(issued.rightFor("signup")).ok().get("success").booleanValue());
    }

    @Test
    void aTokenThatWasNeverIssued_isIncorrect_andReachesNoStore() throws Exception {
        String genuine = server.issue().token();
        int before = server.store.attempts();

        String tampered = genuine.substring(0, 10) + (genuine.charAt(10) == '0' ? '1' : '0') + genuine.substring(11);
        assertEquals("[\"incorrect-answer\"]", server.verify(answer(tampered)).errorCodes());
        assertEquals(
                "[\"incorrect-answer\"]",
                server.verify(answer(UUID.randomUUID().toString())).errorCodes());
        assertEquals(
                "[\"incorrect-answer\"]",
                server.verify(answer("00000000-0000-0000-0000-000000000000")).errorCodes());
        assertEquals(before, server.store.attempts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"token\":\"\",\"answer\":5",
                "\"token\":\"1-2-3-4-5\",\"answer\":5",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d3\",\"answer\":5",
                "\"token\":\" 019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":5",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d3\\u0661\",\"answer\":5",
                "\"token\":12345,\"answer\":5",
                "\"token\":{\"a\":1},\"answer\":5",
                "\"token\":[\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\"],\"answer\":5",
                "\"token\":true,\"answer\":5",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":true",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":[5]",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":{\"is\":5}",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":\"\"",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":\"  \"",
                "\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":"
                        + "\"55555555555555555555555555555555555555555555555555555555555555555\""
            })
    void aTokenOrAnswerOfAFormThatNoneHas_isInvalid_andReachesNoStore(String fields) throws Exception {
        int before = server.store.attempts();

        isRefused(server.verify("{" + fields + "}"), "invalid-input", 0);
        assertEquals(before, server.store.attempts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\"}",
                "{\"answer\":5}",
                "{\"token\":null,\"answer\":5}",
                "{\"token\":\"019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31\",\"answer\":null}"
            })
    void withoutTokenOrAnswer_inputIsMissing(String body) throws Exception {
        isRefused(server.verify(body), "missing-input", 0);
    }

    @Test
    void aScoreBelowTheSitesMinimum_isSuccessWithoutAPass() throws Exception {
        try (EndpointServer strict = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.minimumScore(50))
                .start()) {
            Issued issued = strict.issue();
            strict.clock.advance(Duration.ofMillis(150));

            JsonNode reply = strict.verify(issued.right()).ok();

            assertEquals(Set.of("success", "allowed", "score", "solveTimeMs"), EndpointReply.fieldsOf(reply));
            assertTrue(reply.get("success").booleanValue());
            assertFalse(reply.get("allowed").booleanValue());
            assertEquals("10", reply.get("score").toString());
            assertEquals("150", reply.get("solveTimeMs").toString());
            assertEquals("[\"already-used\"]", strict.verify(issued.right()).errorCodes());
        }
    }

    private static String answer(String token) {
        return "{\"token\":\"" + token + "\",\"answer\":5}";
    }

    private static void isRefused(EndpointReply reply, String code, long solveTimeMs) {
        JsonNode json = reply.ok();
        assertEquals(REFUSED, EndpointReply.fieldsOf(json));
        assertEquals("false", json.get("success").toString());
        assertEquals("false", json.get("allowed").toString());
        assertEquals("0", json.get("score").toString());
        assertEquals(String.valueOf(solveTimeMs), json.get("solveTimeMs").toString());
        assertEquals("[\"" + code + "\"]", json.get("error-codes").toString());
    }
}
