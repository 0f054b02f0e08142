package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.AnswerRequest;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Site;
import dev.postern.Verification;
import dev.postern.challenge.TextPrompt;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.RawHttp;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Solved;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a pass or an answered challenge may stand, and what each that is not good is called. */
@OnEveryContainer
class PassPlacesTest {
    private static final Application APPLICATION = new Application()
            .page(
                    (request, response) -> {
                        Verification found = (Verification) request.getAttribute(CaptchaFilter.VERIFICATION);
                        response.getWriter()
                                .print(found.site() + " " + found.action() + " "
                                        + found.hostname().orElse("") + " " + found.family() + " "
                                        + found.difficulty() + " " + found.score() + " " + found.issuedAt() + " "
                                        + found.solveTime().toMillis() + " " + found.audience() + " "
                                        + found.operation().matches("[A-Z_]+"));
                    },
                    "/signup",
                    "/login",
                    "/plain")
            .multipartPage((request, response) -> response.getWriter().print(request.getParameter("a")), "/upload");

    private final Shop shop;

    PassPlacesTest(Container container) {
        shop = Shop.open(
                container,
                APPLICATION,
                gate -> gate.protect("/signup")
                        .protect("/login")
                        .protect("/upload")
                        .protect("/plain"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aPassInTheHeader_opens() {
        assertPasses(shop.form("/signup", "a=1").header("X-Captcha-Token", shop.pass("signup")));
        assertPasses(shop.form("/signup", "a=1").header("x-captcha-token", shop.pass("signup")));
        assertPasses(shop.to("/signup").DELETE().header("X-Captcha-Token", shop.pass("signup")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"captcha-token", "g-recaptcha-response", "h-captcha-response", "cf-turnstile-response"})
    void aPassInTheQuery_opens(String name) {
        assertPasses(shop.form("/signup?" + name + "=" + shop.pass("signup"), "a=1"));
        assertPasses(shop.form("/signup?x&" + name.replace("-", "%2D") + "=" + shop.pass("signup") + "&y=1", "a=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"captcha-token", "g-recaptcha-response", "h-captcha-response", "cf-turnstile-response"})
    void aPassInAFormField_opens(String name) {
        assertPasses(shop.form("/signup", name + "=" + shop.pass("signup")));
        assertPasses(shop.form("/signup", "a=%zz&" + name.replace("-", "%2D") + "=" + shop.pass("signup") + "&b"));
        assertPasses(shop.form("/signup", name + "=" + shop.pass("signup"))
                .setHeader("Content-Type", "Application/X-WWW-Form-Urlencoded ; charset=utf-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"captcha-token", "g-recaptcha-response", "h-captcha-response", "cf-turnstile-response"})
    void aPassInAPart_opens(String name) {
        Reply reply = shop.send(multipart("/upload", "a", "x", name, shop.pass("upload")));
        assertEquals(200, reply.status(), reply::toString);
        assertEquals("x", reply.text());
    }

    @Test
    void anAnswerInParts_opens() {
        Solved solved = shop.challenge("upload");
        Reply reply = shop.send(
                multipart("/upload", "captcha-challenge", solved.token(), "a", "x", "captcha-answer", solved.answer()));
        assertEquals(200, reply.status(), reply::toString);
    }

    @Test
    void aServletWithoutMultipart_hasNoParts() {
        assertRefused("challenge-required", multipart("/plain", "captcha-token", shop.pass("plain")));
        assertPasses(multipart("/plain", "a", "1").header("X-Captcha-Token", shop.pass("plain")));
        assertPasses(multipart("/plain?captcha-token=" + shop.pass("plain"), "a", "1"));
    }

    @Test
    void aBrokenMultipartForm_isNotLetThrough() {
        for (String body : List.of(
                "", "--x", "--x\r\n\r\n", "nonsense", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1")) {
            for (String type : List.of("multipart/form-data; boundary=x", "multipart/form-data")) {
                Reply reply = RawHttp.exchange(
                        shop.port(),
                        "POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type
                                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                assertTrue(reply.status() >= 400 && reply.status() < 500, reply::toString);
            }
        }
    }

    @Test
    void anAnsweredChallenge_opens_inHeadersQueryOrFields() {
        Solved inHeaders = shop.challenge("signup");
        assertPasses(shop.form("/signup", "a=1")
                .header("X-Captcha-Challenge", inHeaders.token())
                .header("X-Captcha-Answer", inHeaders.answer()));
        Solved inQuery = shop.challenge("signup");
        assertPasses(shop.form(
                "/signup?captcha-challenge=" + inQuery.token() + "&captcha-answer=" + inQuery.answer(), "a=1"));
        Solved inFields = shop.challenge("signup");
        assertPasses(shop.form(
                "/signup",
                Forms.of("captcha-answer", inFields.answer() + ".0 ", "captcha-challenge", inFields.token())));
    }

    @Test
    void whatStandsInJsonOrText_isNoPass() {
        String pass = shop.pass("signup");
        for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded-not")) {
            assertRefused(
                    "challenge-required",
                    shop.form("/signup", "captcha-token=" + pass).setHeader("Content-Type", type));
        }
    }

    @Test
    void headersComeBeforeTheQuery_andTheQueryBeforeTheForm() {
        String pass = shop.pass("signup");
        assertRefused(
                "timeout-or-duplicate",
                shop.form("/signup", "captcha-token=" + pass).header("X-Captcha-Token", "nonsense"));
        assertRefused("timeout-or-duplicate", shop.form("/signup?captcha-token=nonsense", "captcha-token=" + pass));
        assertPasses(shop.form("/signup?captcha-token=" + pass, "captcha-token=nonsense"));
    }

    @Test
    void ofTwoTokensInOnePlace_theFirstCounts() {
        String other = UUID.randomUUID().toString();
        assertPasses(shop.form("/signup", "captcha-token=" + shop.pass("signup") + "&captcha-token=" + other));
        assertRefused(
                "timeout-or-duplicate",
                shop.form("/signup", "captcha-token=" + other + "&captcha-token=" + shop.pass("signup")));
        assertPasses(shop.form("/signup", "captcha-token=&h-captcha-response=" + shop.pass("signup")));
        assertPasses(shop.form("/signup", "a=1")
                .header("X-Captcha-Token", shop.pass("signup"))
                .header("X-Captcha-Token", other));
    }

    @Test
    void nothing_isChallengeRequired() {
        assertRefused("challenge-required", shop.form("/signup", ""));
        assertRefused("challenge-required", shop.form("/signup", "captcha-token="));
        assertRefused("challenge-required", shop.form("/signup", "captcha-answer=5"));
        assertRefused("challenge-required", shop.form("/signup?captcha-token", "a=1"));
        assertRefused("challenge-required", answer("", "5"));
        assertRefused("challenge-required", answer("", ""));
        assertRefused("challenge-required", shop.to("/signup").POST(BodyPublishers.noBody()));
    }

    @Test
    void aTokenThatIsNone_isRefused() {
        for (String token : List.of("x", UUID.randomUUID().toString(), "0", "null", "-".repeat(36))) {
            assertRefused("timeout-or-duplicate", shop.form("/signup", Forms.of("captcha-token", token)));
        }
        assertRefused(
                "timeout-or-duplicate",
                shop.form(
                        "/signup",
                        Forms.of("captcha-token", shop.challenge("signup").token())));
    }

    /** A page may hold the widget's field and the inputs for those without script at once. */
    @Test
    void emptyFields_hideNothingOfWhatElseWasBrought() {
        String empty = "captcha-challenge=&captcha-answer=&captcha-token=";
        assertPasses(shop.form("/signup", empty + "&cf-turnstile-response=" + shop.pass("signup")));
        assertPasses(shop.form("/signup", "captcha-token=" + shop.pass("signup") + "&captcha-challenge="));
        Solved solved = shop.challenge("signup");
        assertPasses(shop.form(
                "/signup?captcha-challenge=&captcha-token=",
                Forms.of("captcha-challenge", solved.token(), "captcha-answer", solved.answer())));
        assertPasses(shop.form("/signup", "captcha-token=" + shop.pass("signup"))
                .header("X-Captcha-Challenge", "")
                .header("X-Captcha-Token", ""));
    }

    @Test
    void aPass_isGoodOnce() {
        String pass = shop.pass("signup");
        assertPasses(shop.form("/signup", "captcha-token=" + pass));
        assertRefused("timeout-or-duplicate", shop.form("/signup", "captcha-token=" + pass));
    }

    @Test
    void ofManyRequestsAtOnceWithOnePass_onePasses() throws Exception {
        String pass = shop.pass("signup");
        Solved solved = shop.challenge("signup");
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(() ->
                    shop.send(shop.form("/signup", "captcha-token=" + pass)).status());
            requests.add(() ->
                    1000 + shop.send(answer(solved.token(), solved.answer())).status());
        }
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(requests)) {
                statuses.add(status.get());
            }
            assertEquals(1, Collections.frequency(statuses, 200), statuses::toString);
            assertEquals(1, Collections.frequency(statuses, 1200), statuses::toString);
            assertEquals(11, Collections.frequency(statuses, 403), statuses::toString);
            assertEquals(11, Collections.frequency(statuses, 1403), statuses::toString);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPassThatExpired_isRefused() {
        String pass = shop.pass("signup");
        shop.core().clock().advance(Duration.ofMinutes(5));
        assertRefused("timeout-or-duplicate", shop.form("/signup", "captcha-token=" + pass));
    }

    @Test
    void aPassForAnotherAction_opensNothing() {
        assertRefused("timeout-or-duplicate", shop.form("/login", "captcha-token=" + shop.pass("signup")));
        assertRefused("timeout-or-duplicate", shop.form("/login", "captcha-token=" + shop.pass("")));
        Solved solved = shop.challenge("signup");
        assertRefused(
                "incorrect-answer",
                shop.form("/login", Forms.of("captcha-challenge", solved.token(), "captcha-answer", solved.answer())));
    }

    @Test
    void aPassOfAnotherSite_opensNothing_andStaysGoodThere() {
        Site other = Site.builder("other")
                .families(shop.core().answers())
                .minimumScore(0)
                .build();
        Challenge challenge =
                shop.core().postern().issue(ChallengeRequest.of(other).withAction("signup"));
        TextPrompt prompt = (TextPrompt) challenge.prompt();
        String pass = shop.core()
                .postern()
                .verify(AnswerRequest.of(
                                other,
                                challenge.token().toString(),
                                shop.core().answers().answer(prompt.text(), prompt.instruction()))
                        .withAction("signup"))
                .verificationToken()
                .orElseThrow()
                .toString();
        assertRefused("timeout-or-duplicate", shop.form("/signup", "captcha-token=" + pass));
        assertTrue(shop.core().postern().redeem(other, pass).isPresent());
    }

    @Test
    void everyAnswerThatIsNotGood_hasItsCode() {
        Solved wrong = shop.challenge("signup");
        assertRefused("incorrect-answer", answer(wrong.token(), wrong.wrong()));
        assertRefused("already-used", answer(wrong.token(), wrong.answer()));

        Solved right = shop.challenge("signup");
        assertPasses(answer(right.token(), right.answer()));
        assertRefused("already-used", answer(right.token(), right.answer()));

        Solved late = shop.challenge("signup");
        shop.core().clock().advance(Duration.ofSeconds(320));
        assertRefused("expired", answer(late.token(), late.answer()));

        assertRefused("incorrect-answer", answer(UUID.randomUUID().toString(), "5"));
        assertRefused("invalid-input", answer("nonsense", "5"));
        assertRefused("missing-input", answer(shop.challenge("signup").token(), ""));
        assertRefused("invalid-input", answer(shop.challenge("signup").token(), "5".repeat(65)));
        assertRefused(
                "missing-input",
                shop.form(
                        "/signup",
                        "captcha-challenge=" + shop.challenge("signup").token()));
    }

    @Test
    void theApplication_findsWhatWasVerified() {
        Solved solved = shop.challenge("signup");
        shop.core().clock().advance(Duration.ofMillis(1234));
        Reply reply = shop.send(answer(solved.token(), solved.answer()));
        assertEquals("shop signup 127.0.0.1 digits EASY 100.0 2026-04-13T11:28:44.267Z 1234 ANY true", reply.text());
    }

    @Test
    void nobodyCanSetTheAttribute_fromOutside() {
        assertRefused(
                "challenge-required",
                shop.form("/signup?dev.postern.Verification=x", "dev.postern.Verification=x")
                        .header("dev.postern.Verification", "x"));
    }

    private HttpRequest.Builder answer(String challenge, String answer) {
        return shop.form("/signup", Forms.of("captcha-challenge", challenge, "captcha-answer", answer));
    }

    private HttpRequest.Builder multipart(String path, String... namesAndValues) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append("--x\r\nContent-Disposition: form-data; name=\"")
                    .append(namesAndValues[i])
                    .append("\"\r\n\r\n")
                    .append(namesAndValues[i + 1])
                    .append("\r\n");
        }
        return shop.to(path)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(body + "--x--\r\n"));
    }

    private void assertPasses(HttpRequest.Builder request) {
        Reply reply = shop.send(request);
        assertEquals(200, reply.status(), reply::toString);
        assertTrue(reply.text().startsWith("shop "), reply::toString);
    }

    private void assertRefused(String code, HttpRequest.Builder request) {
        Reply reply = shop.send(request);
        assertEquals(403, reply.status(), reply::toString);
        assertEquals(code, reply.code());
    }
}
