package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.Verification;
import dev.postern.challenge.Work;
import dev.postern.limit.Rate;
import dev.postern.servlet.testing.Altcha;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Containers;
import dev.postern.servlet.testing.Counters;
import dev.postern.servlet.testing.Shop;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ALTCHA's widget as a client, by the words of its protocol (wire contract, section 4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AltchaTest {
    private static final String CHALLENGE = "/altcha/challenge";
    private static final String SIGNUP = CHALLENGE + "?action=signup";

    private EndpointServer server;

    @BeforeAll
    void start() throws Exception {
        server = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.families(Work.family()))
                .gate(gate -> gate.publicOrigin("https://shop.example")
                        .testKeys(true)
                        .issueLimit(new Rate(1_000_000, Duration.ofSeconds(1)))
                        .verifyLimit(new Rate(1_000_000, Duration.ofSeconds(1))))
                .start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aChallenge_isAsTheWidgetExpectsIt() throws Exception {
        JsonNode challenge = get(SIGNUP).ok();

        assertEquals(Set.of("parameters", "signature"), EndpointReply.fieldsOf(challenge));
        JsonNode parameters = challenge.get("parameters");
        assertEquals(
                Set.of("algorithm", "cost", "expiresAt", "keyLength", "keyPrefix", "nonce", "salt"),
                EndpointReply.fieldsOf(parameters));
        assertEquals("\"SHA-256\"", parameters.get("algorithm").toString());
        assertEquals("1", parameters.get("cost").toString());
        assertEquals("32", parameters.get("keyLength").toString());
        assertEquals(
                server.clock.instant().getEpochSecond() + 320,
                parameters.get("expiresAt").longValue());
        for (String sixteenBytes : new String[] {"keyPrefix", "nonce", "salt"}) {
            assertTrue(parameters.get(sixteenBytes).textValue().matches("[0-9a-f]{32}"), parameters.toString());
        }
        assertFalse(get(SIGNUP).ok().get("parameters").get("salt").equals(parameters.get("salt")));
    }

    @Test
    void aSolution_opensTheForm_onceAndNotTwice() throws Exception {
        String payload = Altcha.encode(solved("signup"));

        assertEquals("welcome Ada", signUp(payload).body());
        isRefused(signUp(payload), "already-used");
    }

    @Test
    void aSolution_isGoodAtSiteverify_onceAndNotTwice() throws Exception {
        String payload = Altcha.encode(solved("signup"));

        JsonNode reply = siteverify(EndpointServer.KEY, payload).ok();

        assertEquals(
                Set.of("success", "challenge_ts", "score", "action", "error-codes"), EndpointReply.fieldsOf(reply));
        assertEquals("\"signup\"", reply.get("action").toString());
        assertEquals("1.0", reply.get("score").toString());
        assertEquals(
                "[\"timeout-or-duplicate\"]",
                siteverify(EndpointServer.KEY, payload).errorCodes());
        isRefused(signUp(payload), "already-used");
    }

    @Test
    void aSolutionForNoAction_isGoodAtSiteverify_andTellsNone() throws Exception {
        JsonNode reply =
                siteverify(EndpointServer.KEY, Altcha.encode(solved(""))).ok();

        assertEquals("true", reply.get("success").toString());
        assertFalse(reply.has("action"));
    }

    @Test
    void whatTheClientSaysOfTheParameters_doesNotCount() throws Exception {
        ObjectNode payload = solved("signup");
        ObjectNode parameters = payload.withObject("/challenge/parameters");
        parameters.put("cost", 1_000_000_000).put("algorithm", "PBKDF2/SHA-256").put("keyPrefix", "");
        parameters.put("expiresAt", 1).put("salt", "00");
        payload.withObject("/solution").put("derivedKey", "00");

        assertEquals("welcome Ada", signUp(Altcha.encode(payload)).body());
    }

    @Test
    void anotherCounter_isWrong_andSpendsTheChallenge() throws Exception {
        ObjectNode payload = solved("signup");
        int counter = payload.get("solution").get("counter").intValue();

        payload.withObject("/solution").put("counter", counter + 1);
        isRefused(signUp(Altcha.encode(payload)), "incorrect-answer");
        payload.withObject("/solution").put("counter", counter);
        isRefused(signUp(Altcha.encode(payload)), "already-used");

        ObjectNode second = solved("signup");
        second.withObject("/solution").put("counter", 1_999_999_999);
        assertEquals(
                "[\"invalid-input-response\"]",
                siteverify(EndpointServer.KEY, Altcha.encode(second)).errorCodes());
    }

    @Test
    void aSolutionForAnotherAction_opensNothing_whateverItsSignatureSays() throws Exception {
        ObjectNode payload = solved("login");
        isRefused(signUp(Altcha.encode(payload)), "incorrect-answer");

        String token = payload.get("challenge").get("signature").textValue().substring(0, 36);
        payload.withObject("/challenge").put("signature", token + ":signup");
        isRefused(signUp(Altcha.encode(payload)), "incorrect-answer");
        assertEquals(
                "[\"invalid-input-response\"]",
                siteverify(EndpointServer.KEY, Altcha.encode(payload)).errorCodes());
        payload.withObject("/challenge").put("signature", token + ":login");
        assertEquals(
                "\"login\"",
                siteverify(EndpointServer.KEY, Altcha.encode(payload))
                        .ok()
                        .get("action")
                        .toString());
    }

    @Test
    void anExpiredChallenge_isRefused_evenWhenItIsSolved() throws Exception {
        String form = Altcha.encode(solved("signup"));
        String response = Altcha.encode(solved("signup"));
        server.clock.advance(Duration.ofSeconds(320));

        isRefused(signUp(form), "expired");
        assertEquals(
                "[\"timeout-or-duplicate\"]",
                siteverify(EndpointServer.KEY, response).errorCodes());
    }

    @Test
    void anotherSitesSecret_neitherTakesNorSpendsASolution() throws Exception {
        String payload = Altcha.encode(solved("signup"));

        assertEquals(
                "[\"invalid-input-response\"]",
                siteverify(EndpointServer.OTHER_KEY, payload).errorCodes());
        assertEquals("welcome Ada", signUp(payload).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"challenge\":null,\"solution\":null,\"test\":true} | holds no challenge",
                "{\"algorithm\":\"SHA-256\",\"challenge\":\"ab\",\"number\":5,\"salt\":\"x\",\"signature\":\"y\",\"took\":1} | version 1",
                "{} | holds no challenge",
                "[] | not what",
                "{\"challenge\":{\"signature\":\"TOKEN\"}} | no solution",
                "{\"solution\":{\"counter\":5}} | holds no challenge",
                "{\"challenge\":{\"signature\":\"TOKEN\"},\"solution\":{\"counter\":-5}} | no solution",
                "{\"challenge\":{\"signature\":\"TOKEN\"},\"solution\":{\"counter\":5.5}} | no solution",
                "{\"challenge\":{\"signature\":\"TOKEN\"},\"solution\":{\"counter\":99999999999}} | no solution",
                "{\"challenge\":{\"signature\":\"\"},\"solution\":{\"counter\":5}} | not issued here",
                "{\"challenge\":{\"signature\":\"TOKENsignup\"},\"solution\":{\"counter\":5}} | not issued here",
                "{\"challenge\":{\"signature\":\"TOKEN:\"},\"solution\":{\"counter\":5}} | not issued here",
                "{\"challenge\":{\"signature\":\"TOKEN:a b\"},\"solution\":{\"counter\":5}} | not issued here",
                "{\"challenge\":{\"signature\":\"deadbeef\"},\"solution\":{\"counter\":5}} | not issued here",
            })
    void whatIsNoSolution_isNamed_andSpendsNothing(String json, String why) throws Exception {
        ObjectNode payload = solved("signup");
        String token = payload.get("challenge").get("signature").textValue().substring(0, 36);

        String encoded = Altcha.encode(json.replace("TOKEN", token));

        EndpointReply refused = signUp(encoded);
        isRefused(refused, "invalid-input");
        assertTrue(refused.json().get("detail").textValue().contains(why), refused.body());
        assertEquals(
                "[\"invalid-input-response\"]",
                siteverify(EndpointServer.KEY, encoded).errorCodes());
        assertEquals("welcome Ada", signUp(Altcha.encode(payload)).body());
    }

    @Test
    void whatIsNoPayloadAtAll_isRefused_howeverLargeOrDeepItIs() throws Exception {
        String deep = "{\"challenge\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        for (String value : new String[] {
            "%", "nonsense", "====", Altcha.encode(deep), Altcha.encode("x".repeat(4000)), "A".repeat(100_000)
        }) {
            isRefused(signUp(value), "invalid-input");
        }
        assertEquals(
                "[\"invalid-input-response\"]",
                siteverify(EndpointServer.KEY, "A".repeat(10_000)).errorCodes());
    }

    @Test
    void anEmptyField_isNothing_andAPassCountsBeforeIt() throws Exception {
        isRefused(signUp(""), "challenge-required");
        JsonNode challenge =
                server.post("/challenge", "{\"action\":\"signup\"}").ok();
        JsonNode work = challenge.get("challenge");
        String counter = Counters.search(
                work.get("salt").textValue(),
                work.get("target").textValue(),
                work.get("max").intValue());
        String pass = server.post(
                        "/verify",
                        "{\"action\":\"signup\",\"answer\":" + counter + ",\"token\":" + challenge.get("token") + "}")
                .ok()
                .get("verificationToken")
                .textValue();

        assertEquals(
                "welcome Ada",
                form("name=Ada&altcha=nonsense&captcha-token=" + pass).body());
    }

    @Test
    void theQuery_isLookedAtToo() throws Exception {
        String payload = URLEncoder.encode(Altcha.encode(solved("signup")), StandardCharsets.UTF_8);

        assertEquals(
                "welcome null", server.postTo("/signup?altcha=" + payload, "{}").body());
    }

    @Test
    void theChallengePage_doesNotCarryItAlong() throws Exception {
        EndpointReply page = server.send(server.request("/signup")
                .setHeader("Content-Type", EndpointServer.FORM)
                .header("Accept", "text/html")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("name=Ada&altcha=" + Altcha.encode("{}")))
                .build());

        assertEquals(403, page.status());
        assertTrue(page.body().contains("value=\"Ada\""), page.body());
        assertFalse(page.body().contains("name=\"altcha\""), page.body());
    }

    @Test
    void aSiteThatOffersNoWork_hasNoChallengeForIt() throws Exception {
        try (EndpointServer own = EndpointServer.start()) {
            EndpointReply reply = own.send(own.request(own.path(CHALLENGE)).build());

            reply.isProblem(400, "invalid-input");
            assertTrue(reply.body().contains("proof of work"), reply.body());
        }
    }

    @Test
    void anActionThatIsNone_isRefused() throws Exception {
        get(CHALLENGE + "?action=a%20b").isProblem(400, "invalid-input");
    }

    @Test
    void challenges_areLimited_forEachClient() throws Exception {
        try (EndpointServer own = EndpointServer.on(EndpointContainer.JETTY)
                .site(site -> site.families(Work.family()))
                .gate(gate -> gate.issueLimit(new Rate(1, Duration.ofHours(1))))
                .start()) {
            own.send(own.request(own.path(CHALLENGE)).build()).ok();
            EndpointReply refused = own.send(own.request(own.path(CHALLENGE)).build());

            refused.isProblem(429, "too-many-requests");
            assertFalse(refused.header("Retry-After").isEmpty());
        }
    }

    @Test
    void whoPresses_getsTheLeastOfWork_asAnyoneDoes() {
        Application application = new Application()
                .page(
                        (request, response) -> {
                            Object seen = request.getAttribute(CaptchaFilter.VERIFICATION);
                            response.getWriter()
                                    .write(((Verification) seen).difficulty().name());
                        },
                        "/signup");
        Shop.Core core = Shop.Core.askingForWork(site -> site.minimumScore(0));
        try (Shop shop = Shop.open(
                Containers.all().findFirst().orElseThrow().getPayload(),
                application,
                core,
                gate -> gate.protect("/signup").issueLimit(Rate.parse("10/h")))) {
            for (int i = 0; i < 8; i++) {
                assertEquals(200, shop.send(shop.to("/postern" + SIGNUP)).status());
            }
            int most = shop.send(shop.form("/signup", ""))
                    .json()
                    .at("/challenge/challenge/max")
                    .intValue();
            assertEquals(6_000_000, most, "what this client is asked for elsewhere");

            JsonNode challenge = shop.send(shop.to("/postern" + SIGNUP)).json();
            String payload = URLEncoder.encode(Altcha.encode(Altcha.solve(challenge)), StandardCharsets.UTF_8);

            assertEquals(
                    "EASY", shop.send(shop.form("/signup", "altcha=" + payload)).text());
        }
    }

    @Test
    void pagesOfOtherOrigins_areRefused_unlessTheyNameASitekeyOfTheirs() throws Exception {
        String[] foreign = {"Origin", "https://app.example", "Sec-Fetch-Site", "cross-site"};
        get(SIGNUP, foreign).isProblem(403, "cross-origin");
        get(SIGNUP + "&sitekey=unknown", foreign).isProblem(400, "unknown-sitekey");
        get(SIGNUP + "&sitekey=", foreign).isProblem(400, "unknown-sitekey");

        EndpointReply reply = get(SIGNUP + "&sitekey=" + TestKind.PASSES.sitekey, foreign);

        reply.ok();
        assertEquals("https://app.example", reply.header("Access-Control-Allow-Origin"));
    }

    @Test
    void aBrowserThatAsksBefore_isToldThatGetIsTaken() throws Exception {
        EndpointReply reply = server.send(server.request(server.path(CHALLENGE))
                .header("Origin", "https://app.example")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());

        assertEquals(204, reply.status());
        assertEquals("GET", reply.header("Access-Control-Allow-Methods"));
        EndpointReply post = server.post(CHALLENGE, "{}");
        post.isProblem(405, "method-not-allowed");
        assertEquals("GET, OPTIONS", post.header("Allow"));
    }

    @ParameterizedTest
    @CsvSource({"PASSES, ''", "FAILS, invalid-input-response", "SPENT, timeout-or-duplicate"})
    void testKeys_areSolvedAtOnce_andEndAsTheyAreMeant(TestKind kind, String code) throws Exception {
        JsonNode challenge = get(SIGNUP + "&sitekey=" + kind.sitekey).ok();
        ObjectNode payload = Altcha.solve(challenge);
        assertEquals("0", payload.get("solution").get("counter").toString());

        JsonNode reply = siteverify(kind.secret, Altcha.encode(payload)).ok();

        assertEquals(
                code.isEmpty() ? "[]" : "[\"" + code + "\"]",
                reply.get("error-codes").toString());
        isRefused(signUp(Altcha.encode(payload)), "incorrect-answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/altcha/challenge/", "/altcha", "/altcha/verify"})
    void nothingElseIsThere(String path) throws Exception {
        get(path).isElsewhere();
    }

    private EndpointReply get(String path, String... headers) throws Exception {
        var request = server.request(server.path(path)).GET();
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return server.send(request.build());
    }

    private ObjectNode solved(String action) throws Exception {
        return Altcha.solve(get(action.isEmpty() ? CHALLENGE : CHALLENGE + "?action=" + action)
                .ok());
    }

    private EndpointReply signUp(String payload) throws Exception {
        return form("name=Ada&altcha=" + URLEncoder.encode(payload, StandardCharsets.UTF_8));
    }

    private EndpointReply form(String form) throws Exception {
        return server.send(server.request("/signup")
                .setHeader("Content-Type", EndpointServer.FORM)
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    private EndpointReply siteverify(String secret, String response) throws Exception {
        return server.post("/siteverify", "{\"secret\":\"" + secret + "\",\"response\":\"" + response + "\"}");
    }

    private static void isRefused(EndpointReply reply, String code) {
        assertEquals(403, reply.status(), reply.body());
        assertEquals(code, reply.json().get("code").textValue());
    }
}
