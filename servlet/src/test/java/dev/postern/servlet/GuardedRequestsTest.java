package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests need a pass. */
@OnEveryContainer
class GuardedRequestsTest {
    private static final Application APPLICATION = new Application()
            .page(
                    (request, response) -> {
                        response.setHeader("X-Page", request.getMethod());
                        response.setHeader("Allow", "GET, POST");
                        byte[] page = new byte[3000];
                        Arrays.fill(page, (byte) 'p');
                        response.getOutputStream().write(page);
                        response.getOutputStream()
                                .write(String.valueOf(request.getQueryString()).getBytes(StandardCharsets.UTF_8));
                    },
                    "/*");

    private final Container container;

    GuardedRequestsTest(Container container) {
        this.container = container;
    }

    private Shop open(UnaryOperator<Gate.Builder> gate) {
        return Shop.open(container, APPLICATION, gate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void safeMethods_passUntouched(String method) {
        try (Shop shop = open(gate -> gate.protect("/signup"));
                Shop bare = Shop.openUnguarded(container, APPLICATION)) {
            for (String path : List.of("/signup", "/signup?captcha-token=x&a=%C3%A9", "/signup?captcha-challenge=x")) {
                Reply with = shop.send(shop.to(path).method(method, BodyPublishers.noBody()));
                Reply without = bare.send(bare.to(path).method(method, BodyPublishers.noBody()));
                assertEquals(200, with.status());
                assertArrayEquals(without.bytes(), with.bytes());
                assertEquals(without.headerNames(), with.headerNames());
                assertEquals(method, with.header("X-Page"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "post", "get", "Get", "X"})
    void everyOtherMethod_isGuarded(String method) {
        try (Shop shop = open(gate -> gate.protect("/signup"))) {
            Reply refused = shop.raw(method, "/signup");
            assertTrue(refused.status() >= 400, refused::toString);
            assertEquals("", refused.header("X-Page"));
        }
    }

    @Test
    void aRuleWithMethods_guardsTheseAlone() {
        try (Shop shop = open(gate -> gate.protect("POST|PUT /signup"))) {
            for (String method : List.of("POST", "PUT")) {
                assertEquals(403, shop.raw(method, "/signup").status(), method);
            }
            for (String method : List.of("GET", "HEAD", "DELETE", "PATCH")) {
                assertEquals(200, shop.raw(method, "/signup").status(), method);
            }
        }
    }

    @Test
    void aRuleForAllMethods_guardsGetToo() {
        try (Shop shop = open(gate -> gate.protect("* /search"))) {
            for (String method : List.of("GET", "OPTIONS", "POST", "DELETE")) {
                Reply refused = shop.raw(method, "/search?q=1");
                assertEquals(403, refused.status(), method);
                assertEquals("", refused.header("X-Page"));
            }
            assertEquals(
                    200,
                    shop.send(shop.to("/search?q=1&captcha-token=" + shop.pass("search")))
                            .status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/signup,     /signup,           403",
        "/signup,     /SIGNUP,           403",
        "/signup,     /signup2,          200",
        "/signup,     /a/signup,         200",
        "/signup,     /signu,            200",
        "/signup,     /,                 200",
        "/api/*,      /api,              403",
        "/api/*,      /api/,             403",
        "/api/*,      /Api/a/b,          403",
        "/api/*,      /apis,             200",
        "/api/*,      /v1/api/a,         200",
        "*.do,        /a.do,             403",
        "*.do,        /a/b.DO,           403",
        "*.do,        /a.dox,            200",
        "*.do,        /a.do.html,        200",
        "*.do,        /a/do,             200",
        "/*,          /,                 403",
        "/*,          /a/b/c,            403"
    })
    void patterns_areAsTheServletSpecificationHasThem_withoutRegardToCase(String rule, String path, int status) {
        try (Shop shop = open(gate -> gate.protect(rule))) {
            assertEquals(status, shop.rawPost(path).status());
        }
    }

    @Test
    void theFirstRuleThatMatches_decides() {
        try (Shop shop = open(gate -> gate.protect(ProtectionRule.parse("/a/b").withAction("first"))
                .protect(ProtectionRule.parse("/a/*").withAction("second")))) {
            assertEquals("first", shop.rawPost("/a/b").json().path("action").asText());
            assertEquals("second", shop.rawPost("/a/c").json().path("action").asText());
        }
    }

    @Test
    void aGateWithoutRules_guardsNothing() {
        try (Shop shop = open(gate -> gate)) {
            assertEquals(200, shop.send(shop.form("/signup", "a=1")).status());
        }
    }

    @Test
    void anApplicationBelowAContextPath_isGuardedThere() {
        try (Shop shop =
                Shop.open(container, "/shop", APPLICATION, Shop.Core.plain(), gate -> gate.protect("/signup"))) {
            assertEquals(403, shop.send(shop.form("/signup", "a=1")).status());
            assertEquals(200, shop.send(shop.form("/other", "a=1")).status());
            assertEquals(
                    200,
                    shop.send(shop.form("/signup", Forms.of("a", "1", "captcha-token", shop.pass("signup"))))
                            .status());
        }
    }
}
