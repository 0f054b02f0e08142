package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.account.ApiKeys;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.servlet.EndpointServer.Issued;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Test keys at the endpoints: on they do what they say, off there are none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TestKeysTest {
    private static final String PAGE = "https://app.example";

    private EndpointServer on;
    private EndpointServer off;

    @BeforeAll
    void start() throws Exception {
        on = EndpointServer.on(EndpointContainer.JETTY)
                .gate(gate -> gate.testKeys(true).publicOrigin("https://shop.example"))
                .start();
        off = EndpointServer.start();
    }

    @AfterAll
    void stop() {
        on.close();
        off.close();
    }

    @ParameterizedTest
    @CsvSource({"PASSES, ''", "FAILS, invalid-input-response", "SPENT, timeout-or-duplicate"})
    void siteverify_answersWhateverTheResponse_asTheSecretSays(TestKind kind, String code) throws Exception {
        for (String response : List.of("anything", "7e570000-0000-4000-8000-000000000002", "x".repeat(5000))) {
            for (int i = 0; i < 2; i++) {
                JsonNode reply = siteverify(on, kind.secret, response).ok();

                assertEquals(code.isEmpty(), reply.get("success").booleanValue());
                assertEquals(
                        code.isEmpty() ? "[]" : "[\"" + code + "\"]",
                        reply.get("error-codes").toString());
            }
        }
    }

    @Test
    void whatPassesByAnyResponse_hasTheBestScore_andIsForNothingInParticular() throws Exception {
        JsonNode reply = siteverify(on, TestKind.PASSES.secret, "anything").ok();

        assertEquals(Set.of("success", "challenge_ts", "score", "error-codes"), EndpointReply.fieldsOf(reply));
        assertEquals("1.0", reply.get("score").toString());
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void siteverify_stillWantsWhatItAlwaysWants(TestKind kind) throws Exception {
        String secret = "{\"secret\":\"" + kind.secret + "\"";
        assertEquals(
                "[\"missing-input-response\"]",
                on.post("/siteverify", secret + "}").errorCodes());
        assertEquals(
                "[\"missing-input-response\"]",
                on.post("/siteverify", secret + ",\"response\":\"\"}").errorCodes());
        assertEquals(
                "[\"bad-request\"]",
                on.post("/siteverify", secret + ",\"response\":\"x\",\"idempotency_key\":\"x\"}")
                        .errorCodes());
        assertEquals(
                "[\"invalid-input-secret\"]",
                on.post("/siteverify", secret + ",\"response\":\"x\",\"sitekey\":\"aic_pk_another\"}")
                        .errorCodes());
    }

    @ParameterizedTest
    @EnumSource(
            value = TestKind.class,
            names = {"PASSES", "SPENT"})
    void everyAnswerToAChallengeOfATestSitekey_isRight(TestKind kind) throws Exception {
        for (String answer : List.of("0", "1", "\"whatever\"")) {
            JsonNode verdict = answer(on, kind, challenge(on, kind), answer).ok();

            assertEquals(
                    Set.of("success", "allowed", "verificationToken", "expiresIn"), EndpointReply.fieldsOf(verdict));
            assertEquals("true", verdict.get("allowed").toString());
        }
    }

    @Test
    void everyAnswerToAChallengeOfTheTestSitekeyThatFails_isWrong() throws Exception {
        for (String answer : List.of("0", "1", "\"whatever\"")) {
            EndpointReply verdict = answer(on, TestKind.FAILS, challenge(on, TestKind.FAILS), answer);

            assertEquals("[\"incorrect-answer\"]", verdict.errorCodes());
        }
    }

    @Test
    void aChallengeOfATestSitekey_isWorkThatIsDoneAtOnce_orTheQuestionThatIsAskedFor() throws Exception {
        String sitekey = "{\"sitekey\":\"" + TestKind.PASSES.sitekey + "\"";

        JsonNode work = on.post("/challenge", sitekey + "}").ok();
        JsonNode question =
                on.post("/challenge", sitekey + ",\"family\":\"digits\"}").ok();

        assertEquals("work", work.get("family").textValue());
        JsonNode prompt = work.get("challenge");
        assertEquals("1", prompt.get("max").toString());
        byte[] hashed = HexFormat.of().parseHex(prompt.get("salt").textValue() + "00000000");
        assertEquals(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed)),
                prompt.get("target").textValue());
        assertEquals("digits", question.get("family").textValue());
        assertEquals("[0]", question.get("challenge").get("digits").toString());
    }

    @Test
    void pagesThatNameATestSitekey_neverHaveToWait() throws Exception {
        for (int i = 0; i < 100; i++) {
            answer(on, TestKind.FAILS, challenge(on, TestKind.FAILS), "1").ok();
        }
        answer(on, TestKind.PASSES, challenge(on, TestKind.PASSES), "1").ok();
    }

    @Test
    void whatAPageEarnedForAnAction_tellsActionAndHostAtSiteverify_howeverOften() throws Exception {
        JsonNode challenge = on.post(
                        "/challenge", "{\"sitekey\":\"" + TestKind.PASSES.sitekey + "\",\"action\":\"signup\"}")
                .ok();
        String pass = on.post(
                        "/verify",
                        "{\"sitekey\":\"" + TestKind.PASSES.sitekey + "\",\"action\":\"signup\",\"answer\":1,\"token\":"
                                + challenge.get("token") + "}")
                .ok()
                .get("verificationToken")
                .textValue();

        for (int i = 0; i < 2; i++) {
            JsonNode reply = siteverify(on, TestKind.PASSES.secret, pass).ok();
            assertEquals("signup", reply.get("action").textValue());
            assertEquals("127.0.0.1", reply.get("hostname").textValue());
            assertEquals("1.0", reply.get("score").toString());
        }
    }

    @Test
    void aChallengeOfATestSitekey_isGoodForOneAnswer_asAnyOther() throws Exception {
        String token = challenge(on, TestKind.PASSES);
        answer(on, TestKind.PASSES, token, "1").ok();

        assertEquals(
                "[\"already-used\"]", answer(on, TestKind.PASSES, token, "1").errorCodes());
    }

    @Test
    void pagesOfAnyOrigin_mayNameATestSitekey() throws Exception {
        String body = "{\"sitekey\":\"" + TestKind.PASSES.sitekey + "\"}";

        EndpointReply reply = on.post("/challenge", body, "Origin", PAGE, "Sec-Fetch-Site", "cross-site");

        reply.ok();
        assertEquals(PAGE, reply.header("Access-Control-Allow-Origin"));
        assertEquals("Origin", reply.header("Vary"));
        on.post("/challenge", body, "Origin", "null", "Sec-Fetch-Site", "cross-site")
                .isProblem(403, "cross-origin");
    }

    @Test
    void aServersKey_mayBeATestSecretToo() throws Exception {
        String secret = TestKind.PASSES.secret;
        JsonNode challenge =
                on.post("/api/v2/challenges", "{}", "X-API-Key", secret).ok();
        assertTrue(challenge.get("challenge").has("instruction"), challenge.toString());
        JsonNode verdict = on.post(
                        "/api/v2/challenges/verify",
                        "{\"answer\":\"any\",\"token\":" + challenge.get("token") + "}",
                        "X-API-Key",
                        secret)
                .ok();
        assertEquals("100", verdict.get("score").toString());
        JsonNode redeemed = on.post(
                        "/api/v2/challenges/siteverify",
                        "{\"token\":" + verdict.get("verificationToken") + "}",
                        "X-API-Key",
                        secret)
                .ok();
        assertEquals("TEST_KEY", redeemed.get("operationId").textValue());
        for (TestKind kind : List.of(TestKind.FAILS, TestKind.SPENT)) {
            assertEquals(
                    "[\"timeout-or-duplicate\"]",
                    on.post("/api/v2/challenges/siteverify", "{\"token\":\"any\"}", "X-API-Key", kind.secret)
                            .errorCodes());
        }
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void switchedOff_thereIsNoSuchKey(TestKind kind) throws Exception {
        assertEquals(
                siteverify(off, EndpointServer.KEY + "x", "anything").whole(),
                siteverify(off, kind.secret, "anything").whole());
        assertEquals(
                "[\"invalid-input-secret\"]",
                siteverify(off, kind.secret, "anything").errorCodes());
        off.post("/api/v2/challenges", "{}", "X-API-Key", kind.secret).isProblem(401, "invalid-api-key");
        off.post("/challenge", "{\"sitekey\":\"" + kind.sitekey + "\"}").isProblem(400, "unknown-sitekey");
        off.post("/verify", "{\"sitekey\":\"" + kind.sitekey + "\",\"token\":\"x\",\"answer\":1}")
                .isProblem(400, "unknown-sitekey");
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void switchedOff_thereIsNoSuchKey_whereThereAreAccountsEither(TestKind kind) throws Exception {
        try (ServiceServer accounts = ServiceServer.start()) {
            assertEquals(
                    "[\"invalid-input-secret\"]",
                    siteverify(accounts.server, kind.secret, "anything").errorCodes());
            accounts.send("POST", "/challenge", "{\"sitekey\":\"" + kind.sitekey + "\"}")
                    .isProblem(400, "unknown-sitekey");
        }
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void nobodyCanBeGivenATestKey(TestKind kind) {
        assertTrue(kind.secret.matches("aic_sk_[0-9A-Za-z]{38}"));
        assertTrue(kind.sitekey.matches("aic_pk_[0-9A-Za-z]{38}"));
        try (TestDatabase database = TestDatabases.h2();
                Postern postern = Postern.builder().secret(new byte[32]).build()) {
            ApiKeys keys = ApiKeys.on(Database.open(database));
            assertFalse(keys.isWellFormed(kind.secret)); // so it is none that was made
            assertFalse(keys.isPublishable(kind.sitekey));

            Site site = Site.builder("shop").build();
            Gate.Builder gate = Gate.builder(postern, site);
            assertThrows(IllegalArgumentException.class, () -> gate.apiKey(kind.secret, site));
        }
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void aRealPass_isNeitherSpentNorRevealedByATestSecret(TestKind kind) throws Exception {
        Issued issued = on.issue("{\"action\":\"signup\"}");
        String pass = on.verify(issued.rightFor("signup"))
                .ok()
                .get("verificationToken")
                .textValue();

        JsonNode byTestSecret = siteverify(on, kind.secret, pass).ok();

        assertFalse(byTestSecret.has("action"), byTestSecret.toString());
        assertEquals(
                "signup",
                siteverify(on, EndpointServer.KEY, pass).ok().get("action").textValue());
    }

    @Test
    void whatATestSitekeyEarned_isWorthNothingToARealSecret() throws Exception {
        String pass = answer(on, TestKind.PASSES, challenge(on, TestKind.PASSES), "0")
                .ok()
                .get("verificationToken")
                .textValue();

        assertEquals(
                "[\"timeout-or-duplicate\"]",
                siteverify(on, EndpointServer.KEY, pass).errorCodes());
        assertEquals(
                "[\"timeout-or-duplicate\"]",
                siteverify(on, EndpointServer.KEY, TestKind.PASSES.token).errorCodes());
    }

    @Test
    void aRealChallenge_isNotAnsweredByATestSitekey_norSpent() throws Exception {
        Issued real = on.issue();

        assertEquals(
                "[\"incorrect-answer\"]",
                answer(on, TestKind.PASSES, real.token(), real.answer()).errorCodes());
        assertEquals("true", on.verify(real.right()).ok().get("success").toString());
    }

    @Test
    void aChallengeOfATestSitekey_isNoneOfTheRealSite() throws Exception {
        String token = challenge(on, TestKind.PASSES);

        assertEquals(
                "[\"incorrect-answer\"]",
                on.post("/verify", "{\"token\":\"" + token + "\",\"answer\":0}").errorCodes());
    }

    @Test
    void theirUse_isAWarning_butOnceAMinuteForEach() throws Exception {
        try (EndpointServer own = EndpointServer.on(EndpointContainer.JETTY)
                        .gate(gate -> gate.testKeys(true))
                        .start();
                EndpointLog log = new EndpointLog()) {
            for (int i = 0; i < 20; i++) {
                siteverify(own, TestKind.PASSES.secret, UUID.randomUUID().toString());
            }
            siteverify(own, TestKind.SPENT.secret, "x");

            assertEquals(
                    List.of(
                            "the test key PASSES was used; this is said of each once a minute at most (event=test-key-used)",
                            "the test key SPENT was used; this is said of each once a minute at most (event=test-key-used)"),
                    log.aboveDebug());
        }
    }

    private static EndpointReply siteverify(EndpointServer server, String secret, String response) throws Exception {
        return server.post("/siteverify", "{\"secret\":\"" + secret + "\",\"response\":\"" + response + "\"}");
    }

    private static String challenge(EndpointServer server, TestKind kind) throws Exception {
        return server.post("/challenge", "{\"sitekey\":\"" + kind.sitekey + "\"}")
                .ok()
                .get("token")
                .textValue();
    }

    private static EndpointReply answer(EndpointServer server, TestKind kind, String token, String answer)
            throws Exception {
        return server.post(
                "/verify",
                "{\"sitekey\":\"" + kind.sitekey + "\",\"token\":\"" + token + "\",\"answer\":" + answer + "}");
    }
}
