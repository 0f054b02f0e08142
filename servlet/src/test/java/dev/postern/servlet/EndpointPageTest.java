package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.limit.Rate;
import dev.postern.servlet.EndpointServer.Issued;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /challenge} and {@code POST /verify} (wire contract, section 6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointPageTest {
    private EndpointServer server;

    @BeforeAll
    void start() throws Exception {
        server = EndpointServer.on(EndpointContainer.JETTY)
                .gate(gate -> gate.publicOrigin("https://shop.example")
                        .issueLimit(new Rate(1_000_000, Duration.ofSeconds(1)))
                        .verifyLimit(new Rate(1_000_000, Duration.ofSeconds(1))))
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aChallenge_hasExactlyTheFieldsOfTheContract_andNeedsNoKey() throws Exception {
        isChallenge(server.post("/challenge", "{\"action\":\"signup\",\"locale\":\"en\",\"family\":\"digits\"}")
                .ok());
        isChallenge(server.post("/challenge", "").ok());
    }

    @Test
    void aRightAnswer_isToldWithoutScoreAndSolveTime() throws Exception {
        Issued issued = issue();

        JsonNode reply = server.post("/verify", issued.right()).ok();

        assertEquals(Set.of("success", "allowed", "verificationToken", "expiresIn"), EndpointReply.fieldsOf(reply));
        assertEquals("true", reply.get("success").toString());
        assertEquals("true", reply.get("allowed").toString());
        assertEquals("300", reply.get("expiresIn").toString());
        assertEquals(
                4, UUID.fromString(reply.get("verificationToken").textValue()).version());
    }

    @Test
    void whatIsNotRight_isToldByItsCodeAlone() throws Exception {
        Issued issued = issue();
        isRefused(server.post("/verify", issued.wrong()), "incorrect-answer");
        isRefused(server.post("/verify", issued.right()), "already-used");
        Issued late = issue();
        server.clock.advance(Duration.ofSeconds(320));
        isRefused(server.post("/verify", late.right()), "expired");
        isRefused(server.post("/verify", "{}"), "missing-input");
        isRefused(server.post("/verify", "{\"token\":5,\"answer\":5}"), "invalid-input");
        isRefused(server.post("/verify", issue().rightFor("login")), "incorrect-answer");
    }

    @Test
    void aScoreBelowTheSitesMinimum_getsAnotherChallengeForTheSameAction() throws Exception {
        try (EndpointServer strict = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.minimumScore(50))
                .start()) {
            Issued first = strict.issued(
                    strict.post("/challenge", "{\"action\":\"signup\"}").ok());

            JsonNode reply = strict.post("/verify", first.rightFor("signup")).ok();

            assertEquals(Set.of("success", "allowed", "next"), EndpointReply.fieldsOf(reply));
            assertEquals("true", reply.get("success").toString());
            assertEquals("false", reply.get("allowed").toString());
            isChallenge(reply.get("next"));
            Issued next = strict.issued(reply.get("next"));
            strict.clock.advance(Duration.ofSeconds(5));
            assertEquals(
                    "true",
                    strict.post("/verify", next.rightFor("signup"))
                            .ok()
                            .get("allowed")
                            .toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Sec-Fetch-Site,nonsense",
        "Origin,https://evil.example",
        "Origin,http://shop.example",
        "Origin,https://shop.example:8443",
        "Origin,null"
    })
    void aPageOfAnotherOrigin_isRefused_andReachesNothing(String header, String value) throws Exception {
        Issued issued = issue();
        int before = server.store.attempts();

        server.post("/challenge", "{}", header, value).isProblem(403, "cross-origin");
        server.post("/verify", issued.right(), header, value).isProblem(403, "cross-origin");

        assertEquals(before, server.store.attempts());
        assertEquals("", server.post("/challenge", "{}", header, value).header("Access-Control-Allow-Origin"));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,same-origin",
        "Sec-Fetch-Site,none",
        "Origin,https://shop.example",
        "Origin,HTTPS://SHOP.EXAMPLE"
    })
    void aPageOfTheSameOrigin_isServed(String header, String value) throws Exception {
        server.post("/challenge", "{}", header, value).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"aic_pk_1\"", "\"\"", "5", "{}"})
    void aSitekeyThatNobodyHas_isRefused(String sitekey) throws Exception {
        server.post("/challenge", "{\"sitekey\":" + sitekey + "}").isProblem(400, "unknown-sitekey");
        server.post("/verify", "{\"token\":\"x\",\"answer\":5,\"sitekey\":" + sitekey + "}")
                .isProblem(400, "unknown-sitekey");
    }

    @Test
    void aSecretKeyIsOfNoUseHere_andOfNoHarm() throws Exception {
        Issued issued = server.issued(server.post("/challenge", "{}", "X-API-Key", EndpointServer.OTHER_KEY)
                .ok());

        assertEquals("true", server.verify(issued.right()).ok().get("success").toString());
    }

    @Test
    void tooManyChallengesForOneAddress_are429_withATimeToWait() throws Exception {
        try (EndpointServer limited = EndpointServer.on(EndpointContainer.JETTY)
                .gate(gate ->
                        gate.issueLimit(new Rate(2, Duration.ofHours(1))).verifyLimit(new Rate(1, Duration.ofHours(1))))
                .start()) {
            Issued issued = limited.issued(limited.post("/challenge", "{}").ok());
            limited.post("/challenge", "{}", "X-Forwarded-For", "192.0.2.1").ok();

            EndpointReply refused = limited.post("/challenge", "{}", "X-Forwarded-For", "192.0.2.2");

            waits(refused, 1700, 1800);
            limited.post("/verify", issued.wrong()).ok();
            waits(limited.post("/verify", issued.wrong()), 3500, 3600);
            limited.create("{}").ok(); // a server with its key is not limited by the address
        }
    }

    @Test
    void behindOneTrustedProxy_theLastForwardedAddressCounts_whateverAClientWroteBeforeIt() throws Exception {
        try (EndpointServer limited = EndpointServer.on(EndpointContainer.JETTY)
                .gate(gate -> gate.trustedHops(1).issueLimit(new Rate(1, Duration.ofHours(1))))
                .start()) {
            limited.post("/challenge", "{}", "X-Forwarded-For", "192.0.2.1").ok();

            limited.post("/challenge", "{}", "X-Forwarded-For", "203.0.113.9, 192.0.2.1")
                    .isProblem(429, "too-many-requests");
            limited.post("/challenge", "{}", "X-Forwarded-For", "192.0.2.1, 203.0.113.9")
                    .ok();
            limited.post("/challenge", "{}", "X-Forwarded-For", "2001:db8::1").ok();
            limited.post("/challenge", "{}", "X-Forwarded-For", "2001:db8::2").isProblem(429, "too-many-requests");
        }
    }

    private Issued issue() throws Exception {
        return server.issued(server.post("/challenge", "{}").ok());
    }

    private static void isChallenge(JsonNode reply) {
        assertEquals(Set.of("token", "family", "challenge", "expiresIn"), EndpointReply.fieldsOf(reply));
        assertEquals("\"digits\"", reply.get("family").toString());
        assertEquals("320", reply.get("expiresIn").toString());
        assertEquals(Set.of("text", "digits", "instruction"), EndpointReply.fieldsOf(reply.get("challenge")));
    }

    private static void isRefused(EndpointReply reply, String code) {
        assertEquals(
                "{\"success\":false,\"allowed\":false,\"error-codes\":[\"" + code + "\"]}",
                reply.ok().toString());
    }

    private static void waits(EndpointReply reply, int least, int most) {
        reply.isProblem(429, "too-many-requests");
        int seconds = Integer.parseInt(reply.header("Retry-After"));
        assertTrue(seconds >= least && seconds <= most, () -> "Retry-After: " + seconds);
    }
}
