package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Audience;
import dev.postern.Verification;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Test tokens at the filter: on they do what they say, off they are nothing. */
@OnEveryContainer
final class TestTokensTest {
    private static final Application APPLICATION = new Application()
            .page(
                    (request, response) -> {
                        Verification seen = (Verification) request.getAttribute(CaptchaFilter.VERIFICATION);
                        response.getWriter()
                                .write(seen.site() + " " + seen.action() + " "
                                        + seen.hostname().orElse("") + " " + seen.score() + " " + seen.operation());
                    },
                    "/signup",
                    "/login");

    private final Container container;

    TestTokensTest(Container container) {
        this.container = container;
    }

    @Test
    void theOneThatPasses_isLetThrough_alwaysAndEverywhere_withAVerification() {
        try (Shop shop = open(true)) {
            for (String form : new String[] {"signup", "login", "signup"}) {
                Reply reply = shop.send(shop.form("/" + form, "name=Ada&captcha-token=" + TestKind.PASSES.token));

                assertEquals(200, reply.status(), reply::toString);
                assertEquals("shop " + form + " 127.0.0.1 100.0 TEST_KEY", reply.text());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void itsScoreIsTheBest_whomeverTheSiteWants(Audience audience) {
        Shop.Core core = Shop.Core.with(
                postern -> postern, site -> site.audience(audience).minimumScore(99));
        try (Shop shop = Shop.open(
                container, APPLICATION, core, gate -> gate.protect("/signup").testKeys(true))) {
            Reply reply = shop.rawPost("/signup", "X-Captcha-Token: " + TestKind.PASSES.token);

            assertTrue(reply.text().endsWith("100.0 TEST_KEY"), reply::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"FAILS, timeout-or-duplicate, incorrect-answer", "SPENT, timeout-or-duplicate, already-used"})
    void theOthers_areRefused_asPassAndAsChallenge(TestKind kind, String asPass, String asChallenge) {
        try (Shop shop = open(true)) {
            Reply pass = shop.rawPost("/signup", "X-Captcha-Token: " + kind.token);
            Reply challenge = shop.rawPost("/signup", "X-Captcha-Challenge: " + kind.token, "X-Captcha-Answer: 1");

            assertEquals(403, pass.status());
            assertEquals(asPass, pass.json().get("code").textValue());
            assertEquals(403, challenge.status());
            assertEquals(asChallenge, challenge.json().get("code").textValue());
        }
    }

    @Test
    void theOneThatPasses_isAlsoAChallengeWhoseEveryAnswerIsRight() {
        try (Shop shop = open(true)) {
            for (int i = 0; i < 2; i++) {
                Reply reply = shop.rawPost(
                        "/login", "X-Captcha-Challenge: " + TestKind.PASSES.token, "X-Captcha-Answer: whatever");

                assertEquals("shop login 127.0.0.1 100.0 TEST_KEY", reply.text());
            }
            Reply unanswered = shop.rawPost("/login", "X-Captcha-Challenge: " + TestKind.PASSES.token);
            assertEquals("missing-input", unanswered.json().get("code").textValue());
        }
    }

    @Test
    void renewed_itStaysATestToken_andEarnsNoRealPass() {
        Application renewing = new Application()
                .page(
                        (request, response) -> response.getWriter()
                                .write(CaptchaFilter.renew(request).orElse("none")),
                        "/signup");
        try (Shop shop =
                Shop.open(container, renewing, gate -> gate.protect("/signup").testKeys(true))) {
            Reply reply = shop.rawPost("/signup", "X-Captcha-Token: " + TestKind.PASSES.token);

            assertEquals(TestKind.PASSES.token, reply.text());
        }
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void switchedOff_theyAreRefusedAsAnyTokenThatIsNone(TestKind kind) {
        try (Shop shop = open(false)) {
            String[] headers = {"X-Captcha-Token: ", "X-Captcha-Answer: 1\r\nX-Captcha-Challenge: "};
            String[] codes = {"timeout-or-duplicate", "incorrect-answer"};
            for (int i = 0; i < headers.length; i++) {
                Reply test = shop.rawPost("/signup", headers[i] + kind.token);
                Reply none = shop.rawPost("/signup", headers[i] + UUID.randomUUID());

                assertEquals(403, test.status());
                assertEquals(codes[i], test.json().get("code").textValue());
                assertEquals(codes[i], none.json().get("code").textValue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestKind.class)
    void switchedOn_keysOfTestsOpenNoForm(TestKind kind) {
        try (Shop shop = open(true)) {
            assertEquals(
                    403,
                    shop.rawPost("/signup", "X-Captcha-Token: " + kind.secret).status());
            assertEquals(
                    403,
                    shop.rawPost("/signup", "X-Captcha-Token: " + kind.sitekey).status());
        }
    }

    @Test
    void aRealPass_isSpentAsEver_whereTestKeysAreOn() {
        try (Shop shop = open(true)) {
            String pass = shop.pass("signup");

            assertEquals(
                    403,
                    shop.rawPost("/login", "X-Captcha-Token: " + shop.pass("signup"))
                            .status());
            assertEquals(
                    200, shop.rawPost("/signup", "X-Captcha-Token: " + pass).status());
            assertEquals(
                    403, shop.rawPost("/signup", "X-Captcha-Token: " + pass).status());
        }
    }

    private Shop open(boolean testKeys) {
        return Shop.open(
                container,
                APPLICATION,
                gate -> gate.protect("/signup").protect("/login").testKeys(testKeys));
    }
}
