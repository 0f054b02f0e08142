package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.challenge.image.DrawnDigits;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/v2/challenges} (wire contract, section 1). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointChallengeTest {
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
    void aChallenge_hasExactlyTheFieldsOfTheContract_withTheirTypes() throws Exception {
        JsonNode reply = server.create("{}").ok();

        assertEquals(Set.of("token", "challenge", "expiresIn"), EndpointReply.fieldsOf(reply));
        assertTrue(reply.get("token").isTextual());
        assertTrue(reply.get("token")
                .textValue()
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        assertTrue(reply.get("expiresIn").isInt());
        assertEquals(320, reply.get("expiresIn").intValue());
        JsonNode challenge = reply.get("challenge");
        assertEquals(Set.of("text", "digits", "instruction"), EndpointReply.fieldsOf(challenge));
        assertTrue(challenge.get("text").isTextual()
                && challenge.get("instruction").isTextual());
        StringBuilder digits = new StringBuilder();
        for (JsonNode digit : challenge.get("digits")) {
            assertTrue(digit.isInt());
            digits.append(digit.intValue());
        }
        assertEquals(challenge.get("text").textValue().replaceAll("[^0-9]", ""), digits.toString());
    }

    @Test
    void anImage_isADataUri_besideItsInstruction() throws Exception {
        try (EndpointServer other = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.families(DrawnDigits.onLight()))
                .start()) {
            JsonNode challenge = other.create("{}").ok().get("challenge");
            assertEquals(Set.of("image", "instruction"), EndpointReply.fieldsOf(challenge));
            assertTrue(challenge.get("image").textValue().startsWith("data:image/png;base64,iVBORw0KGgo"));
            assertTrue(challenge.get("instruction").isTextual());
        }
    }

    @Test
    void anEmptyBodyWithoutAContentType_getsAChallenge() throws Exception {
        EndpointReply reply = server.send(server.request(server.path("/api/v2/challenges"))
                .POST(BodyPublishers.noBody())
                .setHeader("X-API-Key", EndpointServer.KEY)
                .build());

        reply.ok();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                " {} ",
                "{\"action\":\"signup\",\"locale\":\"en-GB\",\"family\":\"digits\"}",
                "{\"action\":null,\"locale\":null,\"family\":null}",
                "{\"locale\":\"de_AT\"}",
                "{\"locale\":\"\"}",
                "{\"locale\":\"not a locale at all\"}",
                "{\"unknown\":1,\"more\":{\"deep\":[1,{\"action\":5}]},\"sitekey\":\"aic_pk_1\",\"difficulty\":\"hard\"}"
            })
    void everyFieldIsOptional_andUnknownOnesAreIgnored(String body) throws Exception {
        JsonNode reply = server.create(body).ok();

        assertEquals(Set.of("token", "challenge", "expiresIn"), EndpointReply.fieldsOf(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":5}",
                "{\"action\":\"sign up\"}",
                "{\"action\":\"signup\\u0000\"}",
                "{\"action\":\"\\ud800\"}",
                "{\"action\":\"12345678901234567890123456789012345678901234567890123456789012345\"}",
                "{\"action\":{}}",
                "{\"locale\":5}",
                "{\"locale\":[\"en\"]}",
                "{\"family\":\"unknown\"}",
                "{\"family\":\"\"}",
                "{\"family\":true}"
            })
    void aFieldWithAValueThatItCantHave_isInvalidInput(String body) throws Exception {
        server.create(body).isProblem(400, "invalid-input");
    }

    @Test
    void theLifetimeThatASiteSets_isToldInSeconds() throws Exception {
        try (EndpointServer other = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.challengeLifetime(Duration.ofMinutes(2)))
                .start()) {
            assertEquals(120, other.create("{}").ok().get("expiresIn").intValue());
        }
    }

    @Test
    void aChallengeThatNobodyAnswers_reachesNoStore() throws Exception {
        int before = server.store.attempts();

        server.issue();

        assertEquals(before, server.store.attempts());
        assertEquals(0, server.store.rightAnswers());
    }
}
