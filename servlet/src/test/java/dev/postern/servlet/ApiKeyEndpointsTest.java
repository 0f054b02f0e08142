package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.account.ApiKeys;
import dev.postern.servlet.ServiceServer.CreatedKey;
import dev.postern.servlet.ServiceServer.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What owners do with their API keys (wire contract, section 2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiKeyEndpointsTest {
    private static final String KEYS = "/api/v1/api-keys";
    private static final Set<String> FIELDS = Set.of(
            "id",
            "name",
            "prefix",
            "lastFour",
            "publishableKey",
            "scopes",
            "difficulty",
            "audience",
            "minScore",
            "hostnames",
            "challengeLifetime",
            "verificationLifetime",
            "rateLimit",
            "active",
            "createdAt");

    private ServiceServer server;

    @BeforeAll
    void start() throws Exception {
        server = ServiceServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void creatingAKey_showsItOnce_withItsDefaults() throws Exception {
        Person ada = server.register("ada@example.com");
        EndpointReply reply = ada.send("POST", KEYS, "{\"name\":\"shop\"}");

        assertEquals(201, reply.status(), reply.body());
        JsonNode created = reply.json();
        String secret = created.get("key").textValue();
        assertTrue(secret.matches("aic_sk_[0-9A-Za-z]{38}"), secret);
        assertTrue(created.get("publishableKey").textValue().matches("aic_pk_[0-9A-Za-z]{38}"));
        assertEquals("aic_sk_", created.get("prefix").textValue());
        assertEquals(
                secret.substring(secret.length() - 4), created.get("lastFour").textValue());
        assertEquals("[\"gate\"]", created.get("scopes").toString());
        assertEquals("easy", created.get("difficulty").textValue());
        assertEquals("ANY", created.get("audience").textValue());
        assertEquals("30", created.get("minScore").toString());
        assertEquals("[]", created.get("hostnames").toString());
        assertEquals(320, created.get("challengeLifetime").intValue());
        assertEquals(300, created.get("verificationLifetime").intValue());
        assertEquals("600/m", created.get("rateLimit").textValue());
        assertTrue(created.get("active").booleanValue());
        assertTrue(reply.header("Location").endsWith(KEYS + "/" + created.get("id")), reply.header("Location"));

        EndpointReply list = ada.get(KEYS);
        assertFalse(list.body().contains(secret), "it is shown once");
        assertEquals(FIELDS, EndpointReply.fieldsOf(list.ok().get("keys").get(0)));
        EndpointReply one = ada.get(KEYS + "/" + created.get("id"));
        assertEquals(list.ok().get("keys").get(0), one.ok());
    }

    @Test
    void everySettingIsTaken_andChanged_andGivenBack() throws Exception {
        Person bob = server.register("bob@example.com");
        String settings =
                "\"scopes\":[\"gate\",\"desk\"],\"difficulty\":\"easy\",\"audience\":\"AGENT\",\"minScore\":62.5,"
                        + "\"hostnames\":[\"Shop.example\",\"[::1]\"],\"challengeLifetime\":60,\"verificationLifetime\":3600,"
                        + "\"rateLimit\":\"7/90s\"";
        CreatedKey key = bob.createKey("," + settings);
        JsonNode created = bob.get(key.path()).ok();
        assertEquals("[\"desk\",\"gate\"]", created.get("scopes").toString());
        assertEquals("AGENT", created.get("audience").textValue());
        assertEquals("62.5", created.get("minScore").toString());
        assertEquals("[\"[::1]\",\"shop.example\"]", created.get("hostnames").toString());
        assertEquals(60, created.get("challengeLifetime").intValue());
        assertEquals(3600, created.get("verificationLifetime").intValue());
        assertEquals("7/90s", created.get("rateLimit").textValue());

        CreatedKey plain = bob.createKey();
        JsonNode changed = bob.change(plain, "{" + settings + ",\"name\":\"other\",\"active\":false,\"x\":{}}")
                .ok();
        assertEquals("other", changed.get("name").textValue());
        assertFalse(changed.get("active").booleanValue());
        for (String field : List.of("scopes", "audience", "minScore", "hostnames", "challengeLifetime", "rateLimit")) {
            assertEquals(created.get(field), changed.get(field));
        }
        assertEquals(changed, bob.get(plain.path()).ok());
        assertEquals(changed, bob.change(plain, "{}").ok(), "nothing is said, nothing is changed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|7",
                "name|\"\"",
                "scopes|[]",
                "scopes|[\"root\"]",
                "scopes|[\"GATE\"]",
                "audience|\"agent\"",
                "difficulty|\"EASY\"",
                "scopes|\"gate\"",
                "scopes|[1]",
                "difficulty|\"hard\"",
                "difficulty|1",
                "audience|\"robots\"",
                "minScore|-1",
                "minScore|100.1",
                "minScore|\"7\"",
                "minScore|1e400",
                "hostnames|[\"https://shop.example\"]",
                "hostnames|[\"a b\"]",
                "hostnames|\"shop.example\"",
                "challengeLifetime|9",
                "challengeLifetime|601",
                "challengeLifetime|30.5",
                "challengeLifetime|1e99",
                "verificationLifetime|9",
                "verificationLifetime|3601",
                "rateLimit|\"0/m\"",
                "rateLimit|60",
                "rateLimit|\"6001/m\"",
                "rateLimit|\"6000/30s\"",
                "rateLimit|\"1000001/m\"",
                "active|1"
            })
    void aSettingOutOfItsRange_isRefused_byItsName_andChangesNothing(String field, String value) throws Exception {
        Person carol = server.register("carol" + (field + value).hashCode() + "@example.com");
        CreatedKey key = carol.createKey();
        String before = carol.get(KEYS).body();
        String json = "{\"" + field + "\":" + value + "}";

        List<EndpointReply> replies = new ArrayList<>();
        replies.add(carol.change(key, json));
        if (!field.equals("active")) {
            String named = field.equals("name") ? json : "{\"name\":\"n\",\"" + field + "\":" + value + "}";
            replies.add(carol.send("POST", KEYS, named));
        }
        for (EndpointReply reply : replies) {
            reply.isProblem(400, "invalid-input");
            assertTrue(reply.json().get("detail").textValue().matches("(?s)" + field + "\\b.*\\."), reply.body());
        }
        assertEquals(before, carol.get(KEYS).body());
    }

    @Test
    void aKeyNeedsAName() throws Exception {
        Person dora = server.register("dora@example.com");
        dora.send("POST", KEYS, "{}").isProblem(400, "invalid-input");
        dora.send("POST", KEYS, "[]").isProblem(400, "invalid-json");
        dora.send("POST", KEYS, "").isProblem(415, "unsupported-media-type");
    }

    @Test
    void keysAreListed_theNewestFirst() throws Exception {
        Person eve = server.register("eve@example.com");
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, eve.createKey().id());
            server.clock.advance(Duration.ofMillis(1));
        }
        List<Long> listed = new ArrayList<>();
        eve.get(KEYS).ok().get("keys").forEach(key -> listed.add(key.get("id").longValue()));
        assertEquals(ids, listed);
    }

    @Test
    void aRevokedKey_isGone() throws Exception {
        Person fay = server.register("fay@example.com");
        CreatedKey key = fay.createKey();

        EndpointReply revoked = fay.send("DELETE", key.path(), "");

        assertEquals(204, revoked.status());
        assertEquals("", revoked.body());
        fay.get(key.path()).isProblem(404, "not-found");
        fay.send("DELETE", key.path(), "").isProblem(404, "not-found");
        fay.change(key, "{\"active\":true}").isProblem(404, "not-found");
        assertEquals(0, fay.get(KEYS).ok().get("keys").size());
    }

    @Test
    void anAccountHasAHundredKeysAtMost() throws Exception {
        Person gil = server.register("gil@example.com");
        for (int i = 0; i < ApiKeys.MOST_KEYS; i++) {
            gil.createKey();
        }
        gil.send("POST", KEYS, "{\"name\":\"one more\"}").isProblem(409, "too-many-keys");
        long any = gil.get(KEYS).ok().get("keys").get(50).get("id").longValue();
        assertEquals(204, gil.send("DELETE", KEYS + "/" + any, "").status());
        assertEquals(201, gil.send("POST", KEYS, "{\"name\":\"one more\"}").status());
    }
}
