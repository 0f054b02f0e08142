package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.limit.Rate;
import dev.postern.servlet.EndpointServer.Issued;
import dev.postern.servlet.testing.NodeScript;
import dev.postern.servlet.testing.PhraseTable;
import dev.postern.token.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages that ask reCAPTCHA, hCaptcha or Turnstile whether a pass is good, as they come from the npm registry, with Postern in that place. */
@Tag("external")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerifierPackagesTest {
    private NodeScript script;
    private EndpointServer server;

    static List<Client> clients() {
        return List.of(
                new Client("@nestlab/google-recaptcha", "/recaptcha/api/siteverify"),
                new Client("cf-turnstile", "/turnstile/v0/siteverify"),
                new Client("better-auth as reCAPTCHA", "/recaptcha/api/siteverify"),
                new Client("better-auth as hCaptcha", "/siteverify"),
                new Client("better-auth as Turnstile", "/turnstile/v0/siteverify"));
    }

    /** A package, and the path that it would ask at its own service. */
    record Client(String name, String path) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start() throws Exception {
        script = new NodeScript("verify.mjs");
        server = EndpointServer.on(EndpointContainer.JETTY)
                .gate(gate -> gate.testKeys(true)
                        .issueLimit(new Rate(1_000_000, Duration.ofSeconds(1)))) // nobody here presses
                .start();
    }

    @AfterAll
    void stop() {
        if (script != null) {
            script.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void takesAPass_onceAndNotTwice(Client client) throws Exception {
        String pass = pass("signup");

        JsonNode first = ask(client, EndpointServer.KEY, pass);
        JsonNode second = ask(client, EndpointServer.KEY, pass);

        assertTrue(first.get("passed").booleanValue(), first.toString());
        assertFalse(second.get("passed").booleanValue(), second.toString());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void takesNothingElse_forAPass(Client client) throws Exception {
        for (String response : List.of(UUID.randomUUID().toString(), "nonsense")) {
            JsonNode answer = ask(client, EndpointServer.KEY, response);

            assertFalse(answer.get("passed").booleanValue(), answer.toString());
            assertFalse(answer.get("said").has("thrown"), answer.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void withAWrongSecret_getsNowhere_andSpendsNothing(Client client) throws Exception {
        String pass = pass("signup");

        for (String secret : List.of(EndpointServer.KEY + "x", EndpointServer.OTHER_KEY)) {
            assertFalse(ask(client, secret, pass).get("passed").booleanValue());
        }
        assertTrue(ask(client, EndpointServer.KEY, pass).get("passed").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void whenPosternCantTell_letsNobodyThrough(Client client) throws Exception {
        try (EndpointServer own = EndpointServer.start();
                EndpointLog log = new EndpointLog()) {
            own.store.failWith(new StoreUnavailableException("the store is away", Duration.ofSeconds(1)));

            JsonNode answer =
                    ask(own, client, EndpointServer.KEY, UUID.randomUUID().toString());

            assertFalse(answer.get("passed").booleanValue(), answer.toString());
            assertTrue(log.everything().contains("the store is away"), "it was asked");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void findsTestKeysAsTheyAreMeant(Client client) throws Exception {
        for (TestKind kind : TestKind.values()) {
            JsonNode answer = ask(client, kind.secret, passOfTest("signup"));

            assertEquals(kind == TestKind.PASSES, answer.get("passed").booleanValue(), answer.toString());
        }
    }

    @Test
    void whoChecksTheAction_refusesAPassForAnother() throws Exception {
        for (Client client : clients()) {
            JsonNode answer = ask(client, EndpointServer.KEY, pass("login"));

            boolean checks = !client.name().equals("better-auth as hCaptcha"); // that service has no actions
            assertEquals(!checks, answer.get("passed").booleanValue(), client.name());
        }
    }

    @Test
    void nestlab_isToldActionScoreAndHost_andTheCodeOfARefusal() throws Exception {
        Client nestlab = clients().get(0);
        String pass = pass("signup");

        assertEquals(
                "{\"action\":\"signup\",\"score\":1,\"hostname\":\"127.0.0.1\",\"errors\":[]}",
                ask(nestlab, EndpointServer.KEY, pass).get("said").toString());
        assertEquals(
                "{\"errors\":[\"timeout-or-duplicate\"]}",
                ask(nestlab, EndpointServer.KEY, pass).get("said").toString());
        assertEquals(
                "{\"errors\":[\"invalid-input-secret\"]}",
                ask(nestlab, "wrong", pass).get("said").toString());
        assertEquals(
                "{\"errors\":[\"invalid-input-response\"]}",
                ask(nestlab, EndpointServer.KEY, "nonsense").get("said").toString());
    }

    @Test
    void cfTurnstile_isToldActionTimeAndHost_andTheCodeOfARefusal() throws Exception {
        Client turnstile = clients().get(1);
        String pass = pass("signup");

        JsonNode said = ask(turnstile, EndpointServer.KEY, pass).get("said");
        assertEquals("signup", said.get("action").textValue());
        assertEquals("127.0.0.1", said.get("hostname").textValue());
        assertTrue(said.has("timestamp"), said.toString());
        assertEquals(
                "[\"timeout-or-duplicate\"]",
                ask(turnstile, EndpointServer.KEY, pass)
                        .get("said")
                        .get("errors")
                        .toString());
    }

    @Test
    void hCaptchasSitekey_isTheOneBesideTheSecret() throws Exception {
        try (ServiceServer accounts = ServiceServer.start()) {
            ServiceServer.Person ada = accounts.register("ada@example.com");
            ServiceServer.CreatedKey key = ada.createKey();
            String pass = passOf(accounts, key);
            Map<String, String> question = new HashMap<>(Map.of(
                    "client",
                    "better-auth as hCaptcha",
                    "url",
                    address(accounts.server, "/siteverify"),
                    "secret",
                    key.secret(),
                    "response",
                    pass,
                    "sitekey",
                    ada.createKey().created().get("publishableKey").textValue()));

            assertFalse(script.ask(question).get("passed").booleanValue());
            question.put("sitekey", key.created().get("publishableKey").textValue());
            assertTrue(script.ask(question).get("passed").booleanValue());
        }
    }

    private static String passOf(ServiceServer accounts, ServiceServer.CreatedKey key) throws Exception {
        String sitekey = "{\"sitekey\":" + key.created().get("publishableKey");
        JsonNode challenge = accounts.send("POST", "/challenge", sitekey + "}").ok();
        int right = PhraseTable.answer(challenge.get("challenge"));
        accounts.clock.advance(Duration.ofSeconds(5));
        return accounts.send(
                        "POST",
                        "/verify",
                        sitekey + ",\"token\":" + challenge.get("token") + ",\"answer\":" + right + "}")
                .ok()
                .get("verificationToken")
                .textValue();
    }

    /** What a page has earned for this action. */
    private String pass(String action) throws Exception {
        Issued issued = server.issued(
                server.post("/challenge", "{\"action\":\"" + action + "\"}").ok());
        server.clock.advance(Duration.ofSeconds(5));
        return server.post("/verify", issued.rightFor(action))
                .ok()
                .get("verificationToken")
                .textValue();
    }

    /** The same with the test sitekey. */
    private String passOfTest(String action) throws Exception {
        String common = "{\"sitekey\":\"" + TestKind.PASSES.sitekey + "\",\"action\":\"" + action + "\"";
        JsonNode challenge = server.post("/challenge", common + "}").ok();
        return server.post("/verify", common + ",\"answer\":0,\"token\":" + challenge.get("token") + "}")
                .ok()
                .get("verificationToken")
                .textValue();
    }

    private JsonNode ask(Client client, String secret, String response) throws IOException {
        return ask(server, client, secret, response);
    }

    private JsonNode ask(EndpointServer server, Client client, String secret, String response) throws IOException {
        return script.ask(Map.of(
                "client",
                client.name(),
                "url",
                address(server, client.path()),
                "secret",
                secret,
                "response",
                response));
    }

    private static String address(EndpointServer server, String path) {
        return "http://" + EndpointContainer.HOST + ":" + server.port() + server.path(path);
    }
}
