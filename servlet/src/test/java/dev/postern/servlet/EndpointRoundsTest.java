package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Audience;
import dev.postern.limit.Rate;
import dev.postern.servlet.EndpointServer.Issued;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A site that asks agents two rounds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointRoundsTest {
    private EndpointServer server;

    @BeforeAll
    void start() throws Exception {
        server = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.audience(Audience.AGENT)
                        .locales(Locale.ENGLISH, Locale.FRENCH)
                        .rounds(2))
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aServer_getsTheNextChallengeBesideSuccess_andThePassForIt() throws Exception {
        Issued first = server.issue();
        server.clock.advance(Duration.ofMillis(1500));
        JsonNode reply = server.verify(first.right()).ok();
        assertEquals(Set.of("success", "allowed", "score", "solveTimeMs", "next"), EndpointReply.fieldsOf(reply));
        assertTrue(reply.get("success").booleanValue());
        assertFalse(reply.get("allowed").booleanValue());
        JsonNode next = reply.get("next");
        assertEquals(Set.of("token", "challenge", "expiresIn"), EndpointReply.fieldsOf(next));
        assertEquals(318, next.get("expiresIn").intValue());

        server.clock.advance(Duration.ofMillis(500));
        JsonNode last = server.verify(server.issued(next).right()).ok();
        assertTrue(last.get("allowed").booleanValue());
        assertEquals(2000, last.get("solveTimeMs").intValue());
        String pass = "{\"token\":" + last.get("verificationToken") + "}";
        JsonNode redeemed = server.redeem(pass).ok();
        assertEquals("CHAIN_2", redeemed.get("operationId").textValue());
        assertEquals(2000, redeemed.get("solveTimeMs").intValue());
    }

    @Test
    void aPage_getsTheNextChallenge_inItsLanguage() throws Exception {
        JsonNode first = server.post("/challenge", "{\"locale\":\"fr\"}").ok();
        Issued issued = server.issued(first);
        String answer = issued.right().replaceFirst("}$", ",\"locale\":\"fr\"}");
        JsonNode reply = server.post("/verify", answer).ok();
        assertEquals(Set.of("success", "allowed", "next"), EndpointReply.fieldsOf(reply));
        JsonNode next = reply.get("next");
        assertTrue(next.get("challenge").get("instruction").textValue().contains("ajoutez au résultat"));
        server.clock.advance(Duration.ofSeconds(3));
        assertTrue(server.post("/verify", server.issued(next).right()).ok().has("verificationToken"));
    }

    @Test
    void whoSendsTheAnswerWithAForm_isRefusedWithTheNextChallenge_andPassesWithItsAnswer() throws Exception {
        JsonNode challenge = server.postTo("/signup", "{}").json().get("challenge");
        for (int round = 1; round <= 2; round++) {
            server.clock.advance(Duration.ofSeconds(1));
            Issued issued = server.issued(challenge);
            EndpointReply reply = server.postTo(
                    "/signup", "{}", "X-Captcha-Challenge", issued.token(), "X-Captcha-Answer", issued.answer());
            assertEquals(round == 1 ? 403 : 200, reply.status(), reply::body);
            if (round == 1) {
                JsonNode problem = reply.json();
                assertEquals("next-round", problem.get("code").textValue());
                challenge = problem.get("challenge");
            }
        }
    }

    @Test
    void nextRound_isNotCountedAsAChallengeOfItsOwn_soThatARightAnswerIsNotSpentInVain() throws Exception {
        try (EndpointServer strict = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.audience(Audience.AGENT).rounds(3))
                .gate(gate -> gate.issueLimit(new Rate(1, Duration.ofMinutes(1))))
                .start()) {
            JsonNode challenge = strict.postTo("/signup", "{}").json().get("challenge");
            for (int round = 1; round < 3; round++) {
                Issued issued = strict.issued(challenge);
                EndpointReply reply = strict.postTo(
                        "/signup", "{}", "X-Captcha-Challenge", issued.token(), "X-Captcha-Answer", issued.answer());
                assertEquals("next-round", reply.json().get("code").textValue(), reply::body);
                challenge = reply.json().get("challenge");
            }
            assertEquals(429, strict.postTo("/signup", "{}").status());
        }
    }
}
