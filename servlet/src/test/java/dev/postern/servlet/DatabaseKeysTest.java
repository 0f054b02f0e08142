package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** What keys in a database open, and what is counted for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatabaseKeysTest {
    private static final String CREATE = "/api/v2/challenges";
    private static final String VERIFY = "/api/v2/challenges/verify";
    private static final String REDEEM = "/api/v2/challenges/siteverify";

    private ServiceServer server;
    private Person ada;

    @BeforeAll
    void start() throws Exception {
        server = ServiceServer.start();
        ada = server.register("ada@example.com");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aKey_opensTheWholeFlow_andItIsCounted() throws Exception {
        CreatedKey key = ada.createKey();
        String pass = pass(key);
        JsonNode redeemed =
                server.withKey(key, REDEEM, "{\"token\":\"" + pass + "\"}").ok();
        assertEquals(true, redeemed.get("success").booleanValue());
        server.withKey(key, REDEEM, "{\"token\":\"" + pass + "\"}");
        JsonNode second = server.withKey(key, CREATE, "").ok();
        server.withKey(key, VERIFY, answer(second, -1));
        server.withKey(key, VERIFY, answer(second, -1));
        server.withKey(key, VERIFY, "{\"token\":\"x\",\"answer\":1}");
        server.withKey(key, CREATE, "{\"action\":7}").isProblem(400, "invalid-input");

        JsonNode figures =
                ada.get("/api/v1/analytics/overview?keyId=" + key.id()).ok();
        assertEquals(2, figures.get("issued").intValue());
        assertEquals(3, figures.get("verified").intValue(), "right, wrong, and spent already");
        assertEquals(1, figures.get("succeeded").intValue());
        assertEquals(1, figures.get("allowed").intValue());
        assertEquals(1, figures.get("redeemed").intValue());
        assertEquals("0.3333", figures.get("successRate").toString());
    }

    @Test
    void aKeysChallenges_areNoOtherKeys() throws Exception {
        CreatedKey key = ada.createKey();
        CreatedKey other = ada.createKey();
        JsonNode challenge = server.withKey(key, CREATE, "").ok();
        int right = PhraseTable.answer(challenge.get("challenge"));
        server.clock.advance(Duration.ofSeconds(5));

        JsonNode foreign =
                server.withKey(other, VERIFY, answer(challenge, right)).ok();
        assertEquals("[\"incorrect-answer\"]", foreign.get("error-codes").toString());
        JsonNode own = server.withKey(key, VERIFY, answer(challenge, right)).ok();
        assertTrue(own.get("allowed").booleanValue(), "another key's attempt spends nothing");

        String pass = own.get("verificationToken").textValue();
        JsonNode stolen =
                server.withKey(other, REDEEM, "{\"token\":\"" + pass + "\"}").ok();
        assertFalse(stolen.get("success").booleanValue());
        assertTrue(server.withKey(key, REDEEM, "{\"token\":\"" + pass + "\"}")
                .ok()
                .get("success")
                .booleanValue());
    }

    @Test
    void aChange_countsFromTheNextChallengeOn() throws Exception {
        CreatedKey key = ada.createKey();
        JsonNode before = server.withKey(key, CREATE, "").ok();
        assertEquals(320, before.get("expiresIn").intValue());

        ada.change(key, "{\"challengeLifetime\":60,\"minScore\":100,\"audience\":\"HUMAN\"}")
                .ok();

        JsonNode after = server.withKey(key, CREATE, "").ok();
        assertEquals(60, after.get("expiresIn").intValue());
        server.clock.advance(Duration.ofMillis(200));
        JsonNode verdict = server.withKey(key, VERIFY, answer(after, PhraseTable.answer(after.get("challenge"))))
                .ok();
        assertTrue(verdict.get("success").booleanValue());
        assertFalse(verdict.get("allowed").booleanValue());
    }

    @Test
    void whatIsSwitchedOff_revokedOrUnknown_opensNothing() throws Exception {
        CreatedKey key = ada.createKey();
        server.withKey(key, CREATE, "").ok();
        ada.change(key, "{\"active\":false}").ok();
        server.withKey(key, CREATE, "").isProblem(401, "invalid-api-key");
        assertEquals("[\"invalid-input-secret\"]", siteverify(key.secret()).errorCodes());
        ada.change(key, "{\"active\":true}").ok();
        server.withKey(key, CREATE, "").ok();
        ada.send("DELETE", key.path(), "");
        EndpointReply revoked = server.withKey(key, CREATE, "").isProblem(401, "invalid-api-key");
        assertEquals("ApiKey header=\"X-API-Key\"", revoked.header("WWW-Authenticate"));
        assertEquals("[\"invalid-input-secret\"]", siteverify(key.secret()).errorCodes());

        String mistyped = key.secret().substring(0, 20) + "x" + key.secret().substring(21);
        server.send("POST", CREATE, "", "X-API-Key", mistyped).isProblem(401, "invalid-api-key");
        server.send(
                        "POST",
                        CREATE,
                        "",
                        "X-API-Key",
                        key.created().get("publishableKey").textValue())
                .isProblem(401, "invalid-api-key");
    }

    @Test
    void aDeskKey_opensNoGate() throws Exception {
        CreatedKey key = ada.createKey(",\"scopes\":[\"desk\"]");
        server.withKey(key, CREATE, "").isProblem(403, "insufficient-scope");
        server.withKey(key, VERIFY, "{}").isProblem(403, "insufficient-scope");
        server.withKey(key, REDEEM, "{}").isProblem(403, "insufficient-scope");
        assertEquals("[\"invalid-input-secret\"]", siteverify(key.secret()).errorCodes());
    }

    @Test
    void overItsRate_aKeyHasToWait_andNothingIsSpent() throws Exception {
        CreatedKey key = ada.createKey(",\"minScore\":0,\"rateLimit\":\"2/h\"");
        String pass = pass(key);
        EndpointReply refused = server.withKey(key, CREATE, "").isProblem(429, "too-many-requests");
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 1000);
        EndpointReply siteverify = siteverify(key.secret());
        assertEquals(200, siteverify.status());
        assertEquals("[\"internal-error\"]", siteverify.errorCodes());
        assertFalse(siteverify.header("Retry-After").isEmpty());

        ada.change(key, "{\"rateLimit\":\"3/h\"}").ok();
        JsonNode redeemed =
                server.withKey(key, REDEEM, "{\"token\":\"" + pass + "\"}").ok();
        assertTrue(redeemed.get("success").booleanValue(), "a rate that is changed begins anew");
    }

    @Test
    void recaptchasClients_redeemWithAKeyOfTheDatabase() throws Exception {
        CreatedKey key = ada.createKey();
        String pass = pass(key);
        JsonNode reply = server.send(
                        "POST", "/siteverify", "{\"secret\":\"" + key.secret() + "\",\"response\":\"" + pass + "\"}")
                .ok();
        assertTrue(reply.get("success").booleanValue());
        assertEquals(
                1,
                ada.get("/api/v1/analytics/overview?keyId=" + key.id())
                        .ok()
                        .get("redeemed")
                        .intValue());
    }

    @Test
    void siteverifyWithAnotherKeysSitekey_isRefused_andSpendsNothing() throws Exception {
        CreatedKey key = ada.createKey();
        CreatedKey other = ada.createKey();
        String pass = pass(key);

        assertEquals("[\"invalid-input-secret\"]", siteverify(key, pass, other).errorCodes());
        assertEquals("true", siteverify(key, pass, key).ok().get("success").toString());
    }

    private EndpointReply siteverify(CreatedKey key, String pass, CreatedKey beside) throws Exception {
        return server.send(
                "POST",
                "/siteverify",
                "{\"secret\":\"" + key.secret() + "\",\"response\":\"" + pass + "\",\"sitekey\":"
                        + beside.created().get("publishableKey") + "}");
    }

    @Test
    void whoAsksAgainWithTheSameIdempotencyKey_isCountedOnce() throws Exception {
        CreatedKey key = ada.createKey();
        String pass = pass(key);
        for (int i = 0; i < 3; i++) {
            JsonNode reply = server.send(
                            "POST",
                            "/siteverify",
                            "{\"secret\":\"" + key.secret() + "\",\"response\":\"" + pass
                                    + "\",\"idempotency_key\":\"019d860f-6bcb-4f55-a5b8-b6aa0bcf3d31\"}")
                    .ok();
            assertTrue(reply.get("success").booleanValue());
        }
        JsonNode figures =
                ada.get("/api/v1/analytics/overview?keyId=" + key.id()).ok();
        assertEquals(1, figures.get("redeemed").intValue());
    }

    @Test
    void unknownKeys_dontKeepAKnownOneFromItsWork() throws Exception {
        try (ServiceServer flooded = ServiceServer.start()) {
            Person eve = flooded.register("eve@example.com");
            CreatedKey good = eve.createKey();
            flooded.withKey(good, CREATE, "").ok();
            CreatedKey revoked = eve.createKey();
            eve.send("DELETE", revoked.path(), "");
            EndpointReply reply;
            do {
                reply = flooded.withKey(revoked, CREATE, "");
            } while (reply.status() == 401);
            reply.isProblem(429, "too-many-requests");
            flooded.withKey(good, CREATE, "").ok();
        }
    }

    @Test
    void configuredKeys_goOnAsBefore_andAreCountedForNobody() throws Exception {
        Person bob = server.register("bob@example.com");
        server.send("POST", CREATE, "", "X-API-Key", EndpointServer.KEY).ok();
        assertEquals(0, bob.get("/api/v1/analytics/overview").ok().get("issued").intValue());
    }

    /** Each asks the database, because nobody can remember all keys that are none. */
    @Test
    void whoTriesManyUnknownKeys_hasToWait() throws Exception {
        try (ServiceServer flooded = ServiceServer.start()) {
            Person eve = flooded.register("eve@example.com");
            int unknown = 0;
            EndpointReply reply;
            do {
                CreatedKey revoked = eve.createKey();
                eve.send("DELETE", revoked.path(), "");
                reply = flooded.withKey(revoked, CREATE, "");
                unknown++;
            } while (reply.status() == 401 && unknown < 100);
            reply.isProblem(429, "too-many-requests");
            assertTrue(unknown > 60, "after " + unknown);
        }
    }

    @Test
    void whenTheDatabaseIsAway_configuredKeysGoOn_andOthersGet503() throws Exception {
        try (ServiceServer broken = ServiceServer.start()) {
            Person eve = broken.register("eve@example.com");
            CreatedKey key = eve.createKey();
            broken.dropDatabase();

            broken.send("POST", CREATE, "", "X-API-Key", EndpointServer.KEY).ok();
            broken.withKey(key, CREATE, "").isProblem(503, "unavailable");
            eve.get("/api/v1/api-keys").isProblem(503, "unavailable");
            broken.send("POST", "/api/v1/auth/login", ServiceServer.credentials("eve@example.com", "12345678"))
                    .isProblem(503, "unavailable");
        }
    }

    private String pass(CreatedKey key) throws Exception {
        JsonNode challenge = server.withKey(key, CREATE, "").ok();
        server.clock.advance(Duration.ofSeconds(5));
        return server.withKey(key, VERIFY, answer(challenge, PhraseTable.answer(challenge.get("challenge"))))
                .ok()
                .get("verificationToken")
                .textValue();
    }

    private EndpointReply siteverify(String secret) throws Exception {
        return server.send(
                "POST",
                "/siteverify",
                "{\"secret\":\"" + secret + "\",\"response\":\"019d860f-6bcb-4f55-a5b8-b6aa0bcf3d31\"}");
    }

    private static String answer(JsonNode challenge, int answer) {
        return "{\"token\":" + challenge.get("token") + ",\"answer\":" + answer + "}";
    }
}
