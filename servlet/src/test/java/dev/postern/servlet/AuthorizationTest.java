package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.servlet.ServiceServer.CreatedKey;
import dev.postern.servlet.ServiceServer.Person;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every resource of an account against everyone who must not have it (RFC 8725; wire contract, section 2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthorizationTest {
    private static final Set<String> PUBLIC = Set.of(
            "/api/v1/auth/register",
            "/api/v1/auth/login",
            "/dashboard",
            "/dashboard/",
            "/dashboard/session",
            "/dashboard/registration");

    private ServiceServer server;
    private Person ada;
    private CreatedKey key;

    @BeforeAll
    void start() throws Exception {
        server = ServiceServer.start();
        ada = server.register("ada@example.com");
        key = ada.createKey();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** What asks for a token. */
    private List<Call> calls() {
        return List.of(
                new Call("GET", "/api/v1/auth/me", ""),
                new Call("DELETE", "/api/v1/auth/me", ""),
                new Call("POST", "/api/v1/auth/logout", ""),
                new Call(
                        "POST",
                        "/api/v1/auth/password",
                        "{\"currentPassword\":\"" + ServiceServer.PASSWORD + "\",\"newPassword\":\"stolen stolen\"}"),
                new Call("GET", "/api/v1/api-keys", ""),
                new Call("POST", "/api/v1/api-keys", "{\"name\":\"stolen\"}"),
                new Call("GET", key.path(), ""),
                new Call("PATCH", key.path(), "{\"name\":\"stolen\"}"),
                new Call("DELETE", key.path(), ""),
                new Call("GET", "/api/v1/analytics/overview", ""),
                new Call("GET", "/api/v1/analytics/timeseries", ""),
                new Call("DELETE", "/dashboard/session", ""));
    }

    @Test
    void theTable_hasEveryResource() {
        Set<String> all = new TreeSet<>(ServiceEndpoints.of(
                        server.service,
                        Gate.builder(
                                        Postern.builder().build(),
                                        Site.builder("any").build())
                                .build())
                .keySet());
        all.removeIf(path -> PUBLIC.contains(path) || path.matches("/dashboard/(.*\\.(js|css|LICENSE)|\\*)"));

        Set<String> tabled = new TreeSet<>();
        calls().forEach(call -> tabled.add(call.path.equals(key.path()) ? "/api/v1/api-keys/*" : call.path));
        tabled.remove("/dashboard/session");

        assertEquals(all, tabled);
    }

    @Test
    void whoBringsNoTokenInForce_isRefusedEverywhere_andNothingIsDone() throws Exception {
        String before = state();
        for (Map.Entry<String, String> wrong : wrongAuthorizations().entrySet()) {
            for (Call call : calls()) {
                EndpointReply reply = server.send(call.method, call.path, call.json, "Authorization", wrong.getValue());
                assertEquals(401, reply.status(), () -> wrong.getKey() + ": " + call + ": " + reply.body());
                reply.isProblem(401, "invalid-token");
                assertEquals("Bearer", reply.header("WWW-Authenticate"));
            }
        }
        assertEquals(before, state());
    }

    @Test
    void whoBringsNothing_isRefusedEverywhere() throws Exception {
        for (Call call : calls()) {
            server.send(call.method, call.path, call.json).isProblem(401, "invalid-token");
        }
    }

    /** Or else the tests above would hold for a server that refuses all. */
    @Test
    void theTokenMadeByHand_isTakenWhenNothingIsWrongWithIt() throws Exception {
        EndpointReply reply = server.send(
                "GET",
                "/api/v1/auth/me",
                "",
                "Authorization",
                "Bearer " + Jwt.of(ada.id, server.clock).signed());
        assertEquals("ada@example.com", reply.ok().get("email").textValue());
        assertEquals(
                200,
                server.send("GET", "/api/v1/auth/me", "", "authorization", "bearer  " + ada.token)
                        .status());
    }

    private Map<String, String> wrongAuthorizations() throws Exception {
        Jwt right = Jwt.of(ada.id, server.clock);
        long now = server.clock.instant().getEpochSecond();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put(
                "expired a second ago",
                right.claim("exp", String.valueOf(now - 1)).signed());
        tokens.put(
                "signed with another secret",
                right.secret(ServiceServer.filled(0x22)).signed());
        tokens.put("signed with nothing", right.secret(new byte[] {0}).signed());
        tokens.put("one bit changed", flipped(right.signed()));
        tokens.put("another account's name put in", spliced(right));
        tokens.put("alg none", right.header("alg", "\"none\"").unsigned());
        tokens.put("alg nOnE", right.header("alg", "\"nOnE\"").unsigned());
        tokens.put("alg none, signed", right.header("alg", "\"none\"").signed());
        tokens.put("no alg", right.header("alg", "").signed());
        tokens.put(
                "alg HS512", right.header("alg", "\"HS512\"").mac("HmacSHA512").signed());
        tokens.put(
                "alg HS384", right.header("alg", "\"HS384\"").mac("HmacSHA384").signed());
        tokens.put("alg RS256, hashed", right.header("alg", "\"RS256\"").signed());
        tokens.put("alg RS256, signed with a key of one's own", rsa(right.header("alg", "\"RS256\"")));
        tokens.put("no signature", right.unsigned());
        tokens.put("no kid", right.header("kid", "").signed());
        tokens.put("unknown kid", right.header("kid", "\"x\"").signed());
        tokens.put("a key of one's own in jwk", withOwnKey(right));
        tokens.put("no typ", right.header("typ", "").signed());
        tokens.put("typ at+jwt", right.header("typ", "\"at+jwt\"").signed());
        tokens.put(
                "a critical extension",
                right.header("crit", "[\"x\"]").header("x", "1").signed());
        tokens.put("no issuer", right.claim("iss", "").signed());
        tokens.put("another issuer", right.claim("iss", "\"other\"").signed());
        tokens.put("no audience", right.claim("aud", "").signed());
        tokens.put("another audience", right.claim("aud", "\"other\"").signed());
        tokens.put(
                "the dashboard's",
                right.claim("aud", "\"postern-dashboard\"")
                        .claim("csrf", "\"x\"")
                        .signed());
        for (String required : List.of("sub", "iat", "exp", "jti", "gen")) {
            tokens.put("no " + required, right.claim(required, "").signed());
        }
        tokens.put("no such account", right.claim("sub", "\"1\"").signed());
        tokens.put("sub is no number", right.claim("sub", "\"ada\"").signed());
        tokens.put("jti is no UUID", right.claim("jti", "\"x\"").signed());
        tokens.put("gen is a text", right.claim("gen", "\"x\"").signed());
        tokens.put("gen of another time", right.claim("gen", "1").signed());
        tokens.put(
                "longer than any",
                right.claim("x", "\"" + "x".repeat(3000) + "\"").signed());
        tokens.put("no JWT", "x");
        tokens.put("a header that is null", "bnVsbA.e30.e30");
        tokens.put("empty", "");
        tokens.put("only points", "..");
        tokens.put("claims are no object", "e30.W10.e30");
        Map<String, String> headers = new LinkedHashMap<>();
        tokens.forEach((name, token) -> headers.put(name, "Bearer " + token));
        headers.put("another scheme", "Basic YWRhOng=");
        headers.put("the right one under another scheme", "Token " + right.signed());
        headers.put("the right one without a scheme", right.signed());
        headers.put("an API key", "Bearer " + key.secret());
        return headers;
    }

    private static String flipped(String token) {
        int place = token.lastIndexOf('.') + 5;
        return token.substring(0, place) + (token.charAt(place) == 'A' ? 'B' : 'A') + token.substring(place + 1);
    }

    /** The claims of one token and the signature of another. */
    private static String spliced(Jwt right) {
        String signed = right.signed();
        return right.claim("sub", "\"2\"").unsigned() + signed.substring(signed.lastIndexOf('.') + 1);
    }

    private static String rsa(Jwt jwt) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        String unsigned = jwt.unsigned();
        signature.update(unsigned.substring(0, unsigned.length() - 1).getBytes(StandardCharsets.US_ASCII));
        return unsigned + Jwt.encode(signature.sign());
    }

    private static String withOwnKey(Jwt right) {
        byte[] own = ServiceServer.filled(0x33);
        return right.header("kid", "\"" + Jwt.keyId(own) + "\"")
                .header("jwk", "{\"kty\":\"oct\",\"k\":\"" + Jwt.encode(own) + "\"}")
                .secret(own)
                .signed();
    }

    @Test
    void atTheSecondOfItsExpiry_aTokenIsNone() throws Exception {
        try (ServiceServer other = ServiceServer.start()) {
            Person bob = other.register("bob@example.com");
            other.clock.advance(Duration.ofMinutes(59));
            assertEquals(200, bob.get("/api/v1/auth/me").status());
            other.clock.advance(Duration.ofSeconds(61));
            bob.get("/api/v1/auth/me").isProblem(401, "invalid-token");
        }
    }

    @Test
    void anotherAccountsKeys_areNotThere() throws Exception {
        Person eve = server.register("eve@example.com");
        String before = state();
        for (String id : List.of(String.valueOf(key.id()), "1", "0", "-1", "x", "9".repeat(15), "9".repeat(40))) {
            String path = "/api/v1/api-keys/" + id;
            List<EndpointReply> replies = new ArrayList<>();
            replies.add(eve.get(path));
            replies.add(eve.send("PATCH", path, "{\"name\":\"stolen\"}"));
            replies.add(eve.send("DELETE", path, ""));
            replies.add(eve.get("/api/v1/analytics/overview?keyId=" + id));
            replies.add(eve.get("/api/v1/analytics/timeseries?keyId=" + id));
            for (EndpointReply reply : replies) {
                reply.isProblem(404, "not-found");
            }
        }
        assertEquals(0, eve.get("/api/v1/api-keys").ok().get("keys").size());
        assertEquals(0, eve.get("/api/v1/analytics/overview").ok().get("issued").intValue());
        assertEquals(before, state());
    }

    @Test
    void anAccount_asks300TimesAMinute() throws Exception {
        Person fay = server.register("fay@example.com");
        EndpointReply reply;
        int count = 0;
        do {
            reply = fay.get("/api/v1/auth/me");
            count++;
        } while (reply.status() == 200 && count < 1000);
        reply.isProblem(429, "too-many-requests");
        assertTrue(count > 300, "refused after " + count);
        assertEquals(200, ada.get("/api/v1/auth/me").status());
    }

    @Test
    void logout_endsThatTokenAlone() throws Exception {
        Person bob = server.register("bob@example.com");
        Person elsewhere = login(bob);

        assertEquals(204, bob.send("POST", "/api/v1/auth/logout", "").status());

        bob.get("/api/v1/auth/me").isProblem(401, "invalid-token");
        assertEquals(200, elsewhere.get("/api/v1/auth/me").status());
    }

    @Test
    void aNewPassword_endsAllTokens() throws Exception {
        Person carol = server.register("carol@example.com");
        Person elsewhere = login(carol);
        String change = "{\"currentPassword\":\"%s\",\"newPassword\":\"another password\"}";

        carol.send("POST", "/api/v1/auth/password", change.formatted("not hers at all"))
                .isProblem(403, "wrong-password");
        carol.send("POST", "/api/v1/auth/password", change.formatted("short")).isProblem(403, "wrong-password");
        assertEquals(200, carol.get("/api/v1/auth/me").status());
        assertEquals(
                204,
                carol.send("POST", "/api/v1/auth/password", change.formatted(ServiceServer.PASSWORD))
                        .status());

        carol.get("/api/v1/auth/me").isProblem(401, "invalid-token");
        elsewhere.get("/api/v1/auth/me").isProblem(401, "invalid-token");
    }

    @Test
    void aDeletedAccount_hasNoTokensAndNoKeys() throws Exception {
        Person dan = server.register("dan@example.com");
        CreatedKey his = dan.createKey();
        assertEquals(200, server.withKey(his, "/api/v2/challenges", "").status());

        assertEquals(204, dan.send("DELETE", "/api/v1/auth/me", "").status());

        dan.get("/api/v1/auth/me").isProblem(401, "invalid-token");
        server.withKey(his, "/api/v2/challenges", "").isProblem(401, "invalid-api-key");
        assertTrue(server.register("dan@example.com").id != dan.id);
    }

    @Test
    void afterTheSecretIsChanged_theFormerOnesTokensAreGood_andNoOthersAre() throws Exception {
        byte[] next = ServiceServer.filled(0x44);
        try (ServiceServer changed =
                ServiceServer.start(service -> service.tokenSecret(next).formerTokenSecrets(ServiceServer.SECRET))) {
            Person bob = changed.register("bob@example.com");
            assertEquals(200, bob.get("/api/v1/auth/me").status());
            Jwt former = Jwt.of(bob.id, changed.clock);
            assertEquals(
                    200,
                    changed.send("GET", "/api/v1/auth/me", "", "Authorization", "Bearer " + former.signed())
                            .status());
            Jwt mixed = former.header("kid", "\"" + Jwt.keyId(next) + "\"");
            changed.send("GET", "/api/v1/auth/me", "", "Authorization", "Bearer " + mixed.signed())
                    .isProblem(401, "invalid-token");
        }
    }

    private Person login(Person person) throws Exception {
        EndpointReply reply = server.send(
                "POST", "/api/v1/auth/login", ServiceServer.credentials(person.email, ServiceServer.PASSWORD));
        return server
        .new Person(person.id, person.email, reply.ok().get("token").textValue());
    }

    /** All that Ada has. */
    private String state() throws Exception {
        assertEquals(200, login(ada).get("/api/v1/auth/me").status());
        return ada.get("/api/v1/auth/me").ok() + " "
                + ada.get("/api/v1/api-keys").ok();
    }

    private record Call(String method, String path, String json) {}
}
