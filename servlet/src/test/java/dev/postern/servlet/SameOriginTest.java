package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A post that is not proven to come from a page of the same origin is never sent again: the headers are Chromium's. */
@OnEveryContainer
class SameOriginTest {
    private static final String PUBLIC = "https://shop.example";
    private static final String[] NAVIGATION = {
        "Upgrade-Insecure-Requests: 1",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-User: ?1",
        "Sec-Fetch-Dest: document",
        "Accept: " + Shop.BROWSER_ACCEPT
    };

    private final Container container;

    SameOriginTest(Container container) {
        this.container = container;
    }

    private Shop open(UnaryOperator<Gate.Builder> gate) {
        Application application = new Application()
                .page((request, response) -> response.getWriter().print("FORM"), "/*");
        return Shop.open(
                container,
                application,
                rules -> gate.apply(rules.protect(ProtectionRule.parse("/*").withAction("any"))
                        .protect(ProtectionRule.parse("GET /search").withAction("any"))));
    }

    @Test
    void aPostFromThisSite_getsAForm() {
        try (Shop shop = open(gate -> gate)) {
            assertForm(post(shop, "Origin: " + PUBLIC, "Sec-Fetch-Site: same-origin"));
        }
    }

    @Test
    void aPostFromElsewhere_getsALinkAlone() {
        try (Shop shop = open(gate -> gate.publicOrigin(PUBLIC))) {
            assertLink(post(shop, "Origin: https://evil.example", "Sec-Fetch-Site: cross-site"));
            assertLink(post(shop, "Origin: https://blog.shop.example", "Sec-Fetch-Site: same-site"));
            assertLink(post(shop, "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Storage-Access: none"));
            assertLink(post(shop, "Origin: null", "Sec-Fetch-Site: same-site"));
            assertLink(post(shop, "Sec-Fetch-Site: none"));
            assertLink(post(shop, "Origin: " + PUBLIC, "Sec-Fetch-Site: cross-site"));
            assertLink(post(shop, "Origin: " + PUBLIC, "Sec-Fetch-Site: "));
            assertLink(post(shop, "Origin: " + PUBLIC, "Sec-Fetch-Site: Same-Origin2"));
            assertLink(post(shop, "Origin: " + PUBLIC, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-origin"));
        }
    }

    @Test
    void overPlainHttp_theOriginCounts_againstTheOneThatIsConfigured() {
        try (Shop shop = open(gate -> gate.publicOrigin(PUBLIC))) {
            assertForm(post(shop, "Origin: https://shop.example"));
            assertForm(post(shop, "Origin: HTTPS://Shop.Example"));
            for (String origin : List.of(
                    "http://shop.example",
                    "https://shop.example:444",
                    "https://shop.example.evil.example",
                    "https://evil.example",
                    "https://shop.example/",
                    "null",
                    "")) {
                assertLink(post(shop, "Origin: " + origin));
            }
            assertLink(post(shop));
            assertLink(post(shop, "Referer: https://shop.example/signup"));
            assertLink(post(shop, "Origin: https://evil.example", "Host: evil.example"));
        }
    }

    @Test
    void withoutAPublicOrigin_onlySecFetchSiteProves() {
        try (Shop shop = open(gate -> gate)) {
            assertLink(post(shop, "Origin: http://127.0.0.1:" + shop.port()));
            assertLink(post(shop, "Origin: http://evil.example", "Host: evil.example"));
            assertLink(post(shop));
        }
    }

    @Test
    void aGet_isSentAgain_ifThePersonOpenedItOrAPageOfThisSite() {
        try (Shop shop = openSearch(gate -> gate.publicOrigin(PUBLIC))) {
            assertForm(raw(shop, "GET", "/search?q=a&b=%22", "Sec-Fetch-Site: none"));
            assertForm(raw(shop, "GET", "/search?q=a&b=%22", "Sec-Fetch-Site: same-origin"));
            assertForm(raw(shop, "GET", "/search?q=a", "Referer: https://shop.example/"));
            assertForm(raw(shop, "GET", "/search?q=a", "Referer: https://Shop.Example/form?x=1"));
        }
    }

    @Test
    void aGetFromElsewhere_getsALinkAlone_withoutItsQuery() {
        try (Shop shop = openSearch(gate -> gate.publicOrigin(PUBLIC))) {
            for (String[] headers : new String[][] {
                {"Sec-Fetch-Site: cross-site"},
                {"Sec-Fetch-Site: same-site"},
                {"Sec-Fetch-Site: cross-site", "Referer: https://shop.example/"},
                {"Referer: https://shop.example.evil.example/"},
                {"Referer: https://shop.example"},
                {"Referer: http://shop.example/"},
                {"Referer: https://evil.example/https://shop.example/"},
                {}
            }) {
                Reply reply = raw(shop, "GET", "/search?to=mallory", headers);
                assertLink(reply);
                assertEquals(
                        "/search", Html.parse(reply.text()).tags("a").get(0).attribute("href"));
            }
        }
        try (Shop shop = openSearch(gate -> gate)) {
            assertLink(raw(shop, "GET", "/search?to=mallory", "Referer: http://127.0.0.1:" + shop.port() + "/"));
        }
    }

    private Shop openSearch(UnaryOperator<Gate.Builder> gate) {
        Application application = new Application()
                .page((request, response) -> response.getWriter().print("FORM"), "/*");
        return Shop.open(container, application, rules -> gate.apply(rules.protect("* /search")));
    }

    /** A page can send GET and POST alone, so it must not make a POST of what was none. */
    @Test
    void aFormThatCameByAnotherMethod_isNotSentAgain() {
        try (Shop shop = open(gate -> gate)) {
            for (String method : List.of("PUT", "PATCH", "DELETE")) {
                assertLink(raw(
                        shop, method, "/signup", "Sec-Fetch-Site: same-origin", "Content-Type: " + Forms.URLENCODED));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "///evil.example/x",
                "/\\evil.example/x",
                "/\\/evil.example/x",
                "\\\\evil.example/x",
                "/%5cevil.example/x",
                "/%2f%2fevil.example/x",
                "/.//evil.example/x",
                "/..//evil.example/x",
                "/;//evil.example/x",
                "/%09/evil.example/x",
                "http://evil.example/x",
                "http://evil.example//evil.example/x",
                "//evil.example/x?//evil.example",
                "/javascript:alert(1)",
                "//evil.example:80@x/"
            })
    void theLink_isAlwaysAPathOnThisHost(String target) {
        try (Shop shop = open(gate -> gate)) {
            Reply reply = raw(shop, "POST", target, "Sec-Fetch-Site: cross-site");
            if (reply.status() == 403 && reply.text().contains("<main>")) {
                String link = Html.parse(reply.text()).tags("a").get(0).attribute("href");
                assertTrue(link.matches("/([^/\\\\].*)?"), link);
                assertFalse(link.matches(".*[\\s\\\\].*"), link);
                String resolved = java.net
                        .URI
                        .create("https://shop.example/a/b")
                        .resolve(link)
                        .toString();
                assertTrue(resolved.startsWith("https://shop.example/"), resolved);
            } else {
                assertTrue(reply.status() == 400 || reply.status() == 404, reply::toString);
            }
        }
    }

    /** A form may be sent to an address that only takes posts. */
    @Test
    void theLink_leadsToThePageThatTheFormIsOn_ifItIsOneOfThisHost() {
        try (Shop shop = open(gate -> gate)) {
            String host = "127.0.0.1:" + shop.port();
            assertLinks(shop, "/contact/form?id=5&x=%22", "http://" + host + "/contact/form?id=5&x=%22");
            assertLinks(shop, "/contact/form", "https://" + host + "/contact/form#x");
            assertLinks(shop, "/", "http://" + host);
            assertLinks(shop, "/evil.example/x", "http://" + host + "//evil.example/x");
            for (String elsewhere : List.of(
                    "https://evil.example/x",
                    "http://" + host + ".evil.example/x",
                    "http://" + host + "@evil.example/x",
                    "http://127.0.0.1/x",
                    "/x",
                    "x",
                    "mailto:x@" + host,
                    "http://" + host + "/<x>",
                    "%")) {
                assertLinks(shop, "/signup", elsewhere);
            }
        }
    }

    private static void assertLinks(Shop shop, String link, String referer) {
        Reply reply = raw(shop, "POST", "/signup?q=1", "Sec-Fetch-Site: cross-site", "Referer: " + referer);
        assertEquals(link, Html.parse(reply.text()).tags("a").get(0).attribute("href"), referer);
    }

    @Test
    void aMultipartForm_ofAnotherSitesPage_isAskedNothing() {
        try (Shop shop = open(gate -> gate)) {
            Reply page = raw(
                    shop,
                    "POST",
                    "/signup",
                    "Sec-Fetch-Site: cross-site",
                    "Content-Type: multipart/form-data; boundary=x");
            assertLink(page);
            assertEquals("", page.header("Set-Cookie"));
        }
    }

    private static Reply post(Shop shop, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        return raw(shop, "POST", "/signup", all.toArray(String[]::new));
    }

    private static Reply raw(Shop shop, String method, String target, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(NAVIGATION));
        if (method.equals("POST") && all.stream().noneMatch(header -> header.startsWith("Content-Type"))) {
            all.add("Content-Type: " + Forms.URLENCODED);
        }
        return shop.raw(method, target, all.toArray(String[]::new));
    }

    private static void assertForm(Reply reply) {
        assertEquals(403, reply.status());
        assertEquals("post", Html.parse(reply.text()).form().attribute("method").replace("get", "post"));
    }

    private static void assertLink(Reply reply) {
        assertEquals(403, reply.status(), reply::toString);
        Html page = Html.parse(reply.text());
        for (String name : List.of("form", "input", "button")) {
            assertEquals(List.of(), page.tags(name));
        }
        assertEquals(1, page.tags("a").size());
        assertEquals("no-store", reply.header("Cache-Control"));
    }
}
