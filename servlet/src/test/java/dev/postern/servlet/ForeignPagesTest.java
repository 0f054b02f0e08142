package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.servlet.ServiceServer.CreatedKey;
import dev.postern.servlet.ServiceServer.Person;
import dev.postern.servlet.testing.PhraseTable;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins, which name their site by its publishable key (wire contract, section 6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignPagesTest {
    private static final String ORIGIN = "https://forum.example:8443";

    private ServiceServer server;
    private Person ada;
    private CreatedKey key;

    @BeforeAll
    void start() throws Exception {
        server = ServiceServer.start();
        ada = server.register("ada@example.com");
        key = ada.createKey(",\"minScore\":0,\"hostnames\":[\"forum.example\"]");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aPageOnOneOfTheKeysHosts_earnsAPassForThatHost_whichTheSitesServerRedeems() throws Exception {
        CreatedKey forum = ada.createKey(",\"minScore\":0,\"hostnames\":[\"Forum.example\"]");
        EndpointReply issued = fromPage("/challenge", sitekey(forum), ORIGIN);
        assertEquals(ORIGIN, issued.header("Access-Control-Allow-Origin"));
        assertEquals("Origin", issued.header("Vary"));
        assertEquals("", issued.header("Access-Control-Allow-Credentials"));
        JsonNode challenge = issued.ok();
        server.clock.advance(Duration.ofSeconds(5));

        EndpointReply verified = fromPage(
                "/verify",
                sitekey(forum) + ",\"token\":" + challenge.get("token") + ",\"answer\":"
                        + PhraseTable.answer(challenge.get("challenge")),
                ORIGIN);
        assertEquals(ORIGIN, verified.header("Access-Control-Allow-Origin"));
        JsonNode verdict = verified.ok();
        assertTrue(verdict.get("allowed").booleanValue());

        JsonNode redeemed = server.withKey(
                        forum, "/api/v2/challenges/siteverify", "{\"token\":" + verdict.get("verificationToken") + "}")
                .ok();
        assertEquals("forum.example", redeemed.get("hostname").textValue());
        JsonNode figures =
                ada.get("/api/v1/analytics/overview?keyId=" + forum.id()).ok();
        assertEquals("1 1 1", figures.get("issued") + " " + figures.get("allowed") + " " + figures.get("redeemed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://forum.example.evil.example",
                "https://forum.example@evil.example",
                "https://evilforum.example",
                "ftp://forum.example",
                "null",
                "forum.example",
                "https://forum.example/path",
                "https://"
            })
    void aPageElsewhere_isRefused_andCantReadWhy(String origin) throws Exception {
        EndpointReply reply = fromPage("/challenge", sitekey(key), origin);
        reply.isProblem(403, "cross-origin");
        assertEquals("", reply.header("Access-Control-Allow-Origin"));
    }

    @Test
    void aKeyWithoutHosts_servesNoOtherOrigin_butItsOwn() throws Exception {
        CreatedKey open = ada.createKey();
        fromPage("/challenge", sitekey(open), ORIGIN).isProblem(403, "cross-origin");
        server.send("POST", "/challenge", "{" + sitekey(open) + "}").ok();
    }

    @Test
    void whatIsNoPublishableKey_isUnknown() throws Exception {
        String secret = key.secret();
        CreatedKey desk = ada.createKey(",\"scopes\":[\"desk\"],\"hostnames\":[\"forum.example\"]");
        CreatedKey revoked = ada.createKey(",\"hostnames\":[\"forum.example\"]");
        ada.send("DELETE", revoked.path(), "");
        for (String field : new String[] {
            "\"sitekey\":\"" + secret + "\"", "\"sitekey\":\"\"", "\"sitekey\":7", sitekey(desk), sitekey(revoked)
        }) {
            fromPage("/challenge", field, ORIGIN).isProblem(400, "unknown-sitekey");
        }
    }

    @Test
    void itsPagesChallenges_areNoOtherSites() throws Exception {
        JsonNode challenge = fromPage("/challenge", sitekey(key), ORIGIN).ok();
        server.clock.advance(Duration.ofSeconds(5));
        JsonNode verdict = server.send(
                        "POST",
                        "/verify",
                        "{\"token\":" + challenge.get("token") + ",\"answer\":"
                                + PhraseTable.answer(challenge.get("challenge")) + "}")
                .ok();
        assertEquals("[\"incorrect-answer\"]", verdict.get("error-codes").toString());
    }

    @Test
    void aPreflight_isAnsweredForPages_andForNothingElse() throws Exception {
        String[] asked = {
            "Origin", ORIGIN, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"
        };
        for (String path : new String[] {"/challenge", "/verify"}) {
            EndpointReply reply = server.send("OPTIONS", path, "", asked);
            assertEquals(204, reply.status());
            assertEquals(ORIGIN, reply.header("Access-Control-Allow-Origin"));
            assertEquals("POST", reply.header("Access-Control-Allow-Methods"));
            assertEquals("Content-Type", reply.header("Access-Control-Allow-Headers"));
            assertEquals("Origin", reply.header("Vary"));
            assertEquals("", reply.header("Access-Control-Allow-Credentials"));
        }
        assertEquals(
                "", server.send("OPTIONS", "/challenge", "", "Origin", "null").header("Access-Control-Allow-Origin"));
        for (String path : new String[] {"/api/v2/challenges", "/api/v1/auth/login", "/api/v1/api-keys"}) {
            EndpointReply reply = server.send("OPTIONS", path, "", asked);
            assertEquals(405, reply.status());
            assertEquals("", reply.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void theKeysRate_holdsForItsPagesToo_andTheyMayReadHowLongToWait() throws Exception {
        CreatedKey slow = ada.createKey(",\"rateLimit\":\"1/h\",\"hostnames\":[\"forum.example\"]");
        fromPage("/challenge", sitekey(slow), ORIGIN).ok();
        fromPage("/challenge", sitekey(slow), ORIGIN).isProblem(429, "too-many-requests");
    }

    /** Or else whoever knows a publishable key, and everyone does, could switch the site's server off. */
    @Test
    void whateverPagesDo_theSitesServerHasItsWholeRate() throws Exception {
        CreatedKey slow = ada.createKey(",\"rateLimit\":\"2/h\",\"hostnames\":[\"forum.example\"]");
        for (int i = 0; i < 5; i++) {
            fromPage("/challenge", sitekey(slow), "https://evil.example").isProblem(403, "cross-origin");
        }
        fromPage("/challenge", sitekey(slow), ORIGIN).ok();
        fromPage("/challenge", sitekey(slow), ORIGIN).ok();
        EndpointReply waiting = fromPage("/challenge", sitekey(slow), ORIGIN).isProblem(429, "too-many-requests");
        assertEquals(ORIGIN, waiting.header("Access-Control-Allow-Origin"), "the page may read how long to wait");
        server.withKey(slow, "/api/v2/challenges", "").ok();
        server.withKey(slow, "/api/v2/challenges", "").ok();
    }

    @Test
    void onePagesVisits_useUpNothingOfAnotherSites() throws Exception {
        try (ServiceServer fresh = ServiceServer.start()) {
            Person eve = fresh.register("eve@example.com");
            CreatedKey evil = eve.createKey(",\"hostnames\":[\"evil.example\"]");
            CreatedKey good = eve.createKey(",\"hostnames\":[\"forum.example\"]");
            EndpointReply reply;
            do {
                reply = fresh.send("POST", "/challenge", "{" + sitekey(evil) + "}", "Origin", "https://evil.example");
            } while (reply.status() == 200);
            reply.isProblem(429, "too-many-requests");
            fresh.send("POST", "/challenge", "{" + sitekey(good) + "}", "Origin", ORIGIN)
                    .ok();
            fresh.send("POST", "/challenge", "{}").ok();
            for (int i = 0; i < 100; i++) {
                fresh.send("POST", "/challenge", "{\"sitekey\":\"x\"}", "Origin", "https://evil.example")
                        .isProblem(400, "unknown-sitekey");
            }
            fresh.send("POST", "/challenge", "{" + sitekey(good) + "}", "Origin", ORIGIN)
                    .ok();
        }
    }

    @Test
    void aKeysHostnames_holdForPagesOfTheGatesOwnOrigin_too() throws Exception {
        server.send("POST", "/challenge", "{" + sitekey(key) + "}").isProblem(403, "cross-origin");
    }

    @Test
    void hostsWithAnUnderscore_areHostsToo() throws Exception {
        CreatedKey odd = ada.createKey(",\"hostnames\":[\"my_shop.example\"]");
        fromPage("/challenge", sitekey(odd), "https://my_shop.example").ok();
    }

    private EndpointReply fromPage(String path, String fields, String origin) throws Exception {
        return server.send("POST", path, "{" + fields + "}", "Origin", origin, "Sec-Fetch-Site", "cross-site");
    }

    private static String sitekey(CreatedKey key) {
        return "\"sitekey\":" + key.created().get("publishableKey");
    }
}
