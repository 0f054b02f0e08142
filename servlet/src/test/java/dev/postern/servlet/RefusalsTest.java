package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.limit.Rate;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.LogCapture;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Solved;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.StoreUnavailableException;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal looks like to a client that is no browser, when it is a page, and what it costs to be refused often. */
@OnEveryContainer
class RefusalsTest {
    private static final Application APPLICATION =
            new Application().page((request, response) -> response.getWriter().print("FORM"), "/signup", "/api/*");

    private final Container container;

    RefusalsTest(Container container) {
        this.container = container;
    }

    private Shop open(UnaryOperator<Gate.Builder> gate) {
        return Shop.open(
                container,
                APPLICATION,
                rules -> gate.apply(rules.protect("/signup").protect("/api/*")));
    }

    @Test
    void aRefusal_isAProblem_withAChallengeThatOpens() {
        try (Shop shop = open(gate -> gate)) {
            Reply refused = shop.send(shop.to("/signup")
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .POST(BodyPublishers.ofString("{}")));
            assertEquals(403, refused.status());
            assertEquals("application/problem+json", refused.header("Content-Type"));
            assertEquals("no-store", refused.header("Cache-Control"));
            JsonNode problem = refused.json();
            assertEquals(
                    List.of("type", "title", "status", "code", "detail", "action", "challenge", "retry"),
                    names(problem));
            assertEquals("urn:postern:challenge-required", problem.get("type").asText());
            assertEquals("Challenge required", problem.get("title").asText());
            assertTrue(problem.get("status").isInt());
            assertEquals(403, problem.get("status").asInt());
            assertEquals("challenge-required", problem.get("code").asText());
            assertTrue(problem.get("detail").asText().endsWith("."));
            assertEquals("signup", problem.get("action").asText());
            assertEquals(
                    "{\"answer-headers\":[\"X-Captcha-Challenge\",\"X-Captcha-Answer\"]}",
                    problem.get("retry").toString());
            JsonNode challenge = problem.get("challenge");
            assertEquals(List.of("token", "family", "challenge", "expiresIn"), names(challenge));
            assertEquals("digits", challenge.get("family").asText());
            assertEquals(320, challenge.get("expiresIn").asInt());
            assertEquals(
                    challenge.get("token").asText(),
                    UUID.fromString(challenge.get("token").asText()).toString());
            assertEquals(List.of("text", "digits", "instruction"), names(challenge.get("challenge")));
            assertTrue(challenge.get("challenge").get("digits").get(0).isInt());

            Solved solved = shop.challengeIn(refused);
            Reply passed = shop.send(shop.to("/signup")
                    .header("Content-Type", "application/json")
                    .header("X-Captcha-Challenge", solved.token())
                    .header("X-Captcha-Answer", solved.answer())
                    .POST(BodyPublishers.ofString("{}")));
            assertEquals("FORM", passed.text());
        }
    }

    @Test
    void everyRefusal_bringsAFreshChallenge() {
        try (Shop shop = open(gate -> gate)) {
            Solved solved = shop.challengeIn(shop.send(shop.form("/api/a", "a=1")));
            Reply wrong = shop.send(shop.form("/api/a", "a=1")
                    .header("X-Captcha-Challenge", solved.token())
                    .header("X-Captcha-Answer", solved.wrong()));
            assertEquals(403, wrong.status());
            assertEquals("incorrect-answer", wrong.code());
            assertEquals(
                    "urn:postern:incorrect-answer", wrong.json().get("type").asText());
            Solved next = shop.challengeIn(wrong);
            assertFalse(next.token().equals(solved.token()));
            assertEquals(
                    200,
                    shop.send(shop.form("/api/b", "a=1")
                                    .header("X-Captcha-Challenge", next.token())
                                    .header("X-Captcha-Answer", next.answer()))
                            .status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                Shop.BROWSER_ACCEPT + " | true",
                "text/html | true",
                "TEXT/HTML;charset=utf-8 | true",
                "application/json, text/html;q=0.1 | true",
                "text/html ; q=0.5 | true",
                "text/html;q=0 | false",
                "text/html; q=0.0, application/json | false",
                "text/html;level=1;q=0 | false",
                "application/xhtml+xml | false",
                "*/* | false",
                "text/* | false",
                "application/json | false",
                "'' | false"
            })
    void aForm_getsAPage_whereHtmlIsAccepted(String accept, boolean page) {
        try (Shop shop = open(gate -> gate)) {
            var form = shop.form("/signup", "a=1").header("Sec-Fetch-Site", "same-origin");
            Reply refused = shop.send(accept.isEmpty() ? form : form.header("Accept", accept));
            assertEquals(403, refused.status());
            assertEquals(page, refused.header("Content-Type").startsWith("text/html"), refused::toString);

            Reply json = shop.send(shop.to("/signup")
                    .header("Content-Type", "application/json")
                    .header("Accept", "text/html")
                    .header("Sec-Fetch-Site", "same-origin")
                    .POST(BodyPublishers.ofString("{}")));
            assertEquals("application/problem+json", json.header("Content-Type"));
        }
    }

    @Test
    void whoIsRefusedTooOften_isToldWhenToComeBack() {
        try (Shop shop = open(gate -> gate.issueLimit(new Rate(2, Duration.ofMinutes(1))))) {
            assertEquals(403, shop.send(shop.form("/signup", "a=1")).status());
            assertEquals(403, shop.send(shop.form("/signup", "a=1")).status());
            Reply refused = shop.send(shop.form("/signup", "a=1"));
            assertEquals(429, refused.status());
            assertEquals("application/problem+json", refused.header("Content-Type"));
            assertEquals("too-many-requests", refused.code());
            assertEquals(List.of("type", "title", "status", "code", "detail"), names(refused.json()));
            int seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds > 0 && seconds <= 30, refused::toString);

            Reply page = shop.send(shop.browserForm("/signup", "a=1&a=%C3%A9"));
            assertEquals(429, page.status());
            assertTrue(Integer.parseInt(page.header("Retry-After")) > 0);
            assertEquals("a=1&a=%C3%A9", Forms.of(Html.parse(page.text()).fields(""), "UTF-8"));

            assertEquals(
                    200,
                    shop.send(shop.form("/signup", "captcha-token=" + shop.pass("signup")))
                            .status());
        }
    }

    @Test
    void whoBringsTooManyPasses_keepsTheForm_andIsToldWhenToComeBack() {
        try (Shop shop = open(gate -> gate.redeemLimit(new Rate(1, Duration.ofMinutes(1))))) {
            String pass = "captcha-token=" + shop.pass("signup");
            assertEquals(200, shop.send(shop.form("/signup", pass)).status());
            Reply page = shop.send(shop.browserForm("/signup", "a=1&captcha-token=" + shop.pass("signup")));
            assertEquals(429, page.status());
            assertTrue(Integer.parseInt(page.header("Retry-After")) > 0);
            assertEquals("a=1", Forms.of(Html.parse(page.text()).fields(""), "UTF-8"));
        }
    }

    @Test
    void whoAnswersTooOften_isToldWhenToComeBack() {
        try (Shop shop = open(gate -> gate.verifyLimit(new Rate(1, Duration.ofMinutes(1))))) {
            assertEquals(403, answer(shop, "5", new String[0]).status());
            Solved solved = shop.challenge("signup");
            Reply refused = shop.rawPost(
                    "/signup", "X-Captcha-Challenge: " + solved.token(), "X-Captcha-Answer: " + solved.answer());
            assertEquals(429, refused.status());
            assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
            assertFalse(refused.json().has("challenge"));
        }
    }

    @Test
    void withoutTrustedHops_forwardedAddressesAreNotLookedAt() {
        try (Shop shop = open(gate -> gate.verifyLimit(new Rate(1, Duration.ofMinutes(1))))) {
            assertEquals(403, answer(shop, "5", "X-Forwarded-For: 192.0.2.1").status());
            assertEquals(429, answer(shop, "5", "X-Forwarded-For: 192.0.2.2").status());
        }
    }

    @Test
    void withTrustedHops_theAddressFromTheRightCounts() {
        try (Shop shop = open(gate -> gate.trustedHops(2).verifyLimit(new Rate(1, Duration.ofMinutes(1))))) {
            assertEquals(
                    403,
                    answer(shop, "5", "X-Forwarded-For: 192.0.2.1, 10.0.0.1").status());
            assertEquals(
                    429,
                    answer(shop, "5", "X-Forwarded-For: 198.51.100.7, 192.0.2.1, 10.0.0.1")
                            .status());
            assertEquals(
                    429,
                    answer(shop, "5", "X-Forwarded-For: 9.9.9.9", "X-Forwarded-For: 192.0.2.1,10.0.0.9")
                            .status());
            assertEquals(
                    403,
                    answer(shop, "5", "X-Forwarded-For: 192.0.2.2, 10.0.0.1").status());
            assertEquals(403, answer(shop, "5", "X-Forwarded-For: 192.0.2.3").status());
            assertEquals(429, answer(shop, "5").status());
        }
    }

    @Test
    void aFullStore_isNoFaultOfTheClient() {
        Shop.Core core = Shop.Core.with(
                postern -> postern.store(
                        CaffeineTokenStore.builder().maximumRight(16).build()),
                UnaryOperator.identity());
        try (Shop shop = Shop.open(container, APPLICATION, core, gate -> gate.protect("/signup"))) {
            List<Reply> replies = new ArrayList<>();
            do {
                Solved solved = shop.challenge("signup");
                replies.add(shop.send(shop.form("/signup", "a=1")
                        .header("X-Captcha-Challenge", solved.token())
                        .header("X-Captcha-Answer", solved.answer())));
            } while (replies.get(replies.size() - 1).status() == 200 && replies.size() < 50);
            Reply full = replies.get(replies.size() - 1);
            assertEquals(503, full.status());
            assertEquals("unavailable", full.code());
            assertTrue(Integer.parseInt(full.header("Retry-After")) > 0);

            Solved solved = shop.challenge("signup");
            Reply page = shop.send(shop.browserForm(
                    "/signup",
                    Forms.of("name", "Ann", "captcha-challenge", solved.token(), "captcha-answer", solved.answer())));
            assertEquals(503, page.status());
            assertEquals("name=Ann", Forms.of(Html.parse(page.text()).fields(""), "UTF-8"));
        }
    }

    @Test
    void aStoreThatCanNotBeReached_letsNobodyThrough() {
        TokenStore unreachable = new TokenStore() {
            @Override
            public boolean spend(dev.postern.token.Attempt attempt) {
                throw new StoreUnavailableException("the store can't be reached", Duration.ofMillis(1500));
            }

            @Override
            public Optional<byte[]> redeem(TokenKey pass, Optional<UUID> idempotencyKey) {
                throw new StoreUnavailableException("the store can't be reached", Duration.ofMillis(1500));
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
        Shop.Core core = Shop.Core.with(postern -> postern.store(unreachable), UnaryOperator.identity());
        try (Shop shop = Shop.open(container, APPLICATION, core, gate -> gate.protect("/signup"))) {
            Reply pass = shop.send(shop.form("/signup", "captcha-token=" + UUID.randomUUID()));
            assertEquals(503, pass.status());
            assertEquals("2", pass.header("Retry-After"));
            assertEquals(403, shop.send(shop.form("/signup", "a=1")).status());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingThatWasBrought_isLogged_andBadInputIsNoNews(boolean browser) {
        try (LogCapture log = new LogCapture();
                Shop shop = open(gate -> gate)) {
            Solved wrong = shop.challenge("signup");
            Solved right = shop.challenge("signup");
            String pass = shop.pass("signup");
            List<String> forms = List.of(
                    "a=%zz&private=letters",
                    Forms.of("captcha-token", "nonsense-token"),
                    Forms.of("captcha-token", pass, "private", "letters"),
                    Forms.of("captcha-token", pass),
                    Forms.of("captcha-challenge", wrong.token(), "captcha-answer", "wrong-answer"),
                    Forms.of("captcha-challenge", right.token(), "captcha-answer", right.answer()),
                    Forms.of("captcha-challenge", right.token(), "captcha-answer", right.answer()),
                    Forms.of("captcha-challenge", "x".repeat(5000), "captcha-answer", "y".repeat(5000)),
                    "a=" + "x".repeat(3 << 20));
            for (String form : forms) {
                shop.send(browser ? shop.browserForm("/signup", form) : shop.form("/signup", form));
            }
            shop.rawPost("/signup?captcha-token=nonsense-token", "X-Captcha-Token: nonsense-token");
            shop.rawPost("/signup", "Content-Type: multipart/form-data; boundary=x");
            shop.rawPost("/signup", "Content-Type: \u00e9/;;;", "Accept: ,,;q=", "Host: -");
            shop.rawPost("/postern/verify", "Content-Type: application/json", "Origin: null");
            String text = log.text();
            for (String secret : List.of(
                    wrong.token(),
                    right.token(),
                    pass,
                    "nonsense-token",
                    "wrong-answer",
                    "letters",
                    Base64.getEncoder().encodeToString(new byte[32]))) {
                assertFalse(text.contains(secret), secret);
            }
            List<String> unasked = log.from(Level.INFO).stream()
                    .filter(line -> !line.startsWith("Postern guards"))
                    .toList();
            assertEquals(List.of(), unasked);
        }
    }

    private static Reply answer(Shop shop, String answer, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("X-Captcha-Challenge: " + UUID.randomUUID());
        all.add("X-Captcha-Answer: " + answer);
        return shop.rawPost("/signup", all.toArray(String[]::new));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
