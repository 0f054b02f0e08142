package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule guards a request whose path can be read in more ways than one. */
class RulesTest {
    private static final String NONE = "none";
    private static final String REFUSED = "refused";

    @ParameterizedTest
    @CsvSource({
        // container's path, URI, the action that is asked
        "/api/..;x,         /api/..%3Bx,             api",
        "/api/..;,          /api/%2E%2E%3B,          api",
        "/api/..;/x,        /api/..%3B/x,            api",
        "/api/.;/x,         /api/.%3B/x,             api",
        "/api/..;/contact,  /api/..%3B/contact,      refused",
        "/api/contact;x,    /api/contact%3Bx,        api",
        "/x/..;/contact,    /x/..%3B/contact,        contact",
        "/x/../contact,     /x/..%2Fcontact,         contact",
        "/contact;x,        /contact%3Bx,            contact",
        "/contact;/..,      /contact%3B/..,          none",
        "/contact\\,        /contact%5C,             contact",
        "/contact,          /contact;a=%2Fapi%2Fx,   contact",
        "/other,            /other;/../contact,      contact",
        "/api/../contact,   /api/%2E%2E/contact,     refused",
        "/contact/index.jsp, /contact/,              contact",
        "/index.jsp,        /,                       none",
        "/other,            /other,                  none",
        "/other;contact,    /other%3Bcontact,        none",
        // what an application may make of the URI by itself
        "/x,                /api/../x,               api",
        "/contact,          /api/orders/../../contact, refused",
        "/x,                /api/%2e%2e/x,           api",
        "/x,                /api/..;/x,              api",
        "/x,                /api//../x,              api",
        "/x,                /x;a=%2F..%2F..%2Fcontact, contact",
        "/x,                /x;a=%2F..%2F..%2Fapi%2Fy, api",
        "/contact%2F,       /contact%2F,             contact",
        "/%2Fcontact,       /%2Fcontact,             contact",
        "/x%2F..%2Fcontact, /x%2F..%2Fcontact,       contact",
        "/api%5Cx,          /api%5Cx,                api",
        "/%61pi/x,          /%2561pi/x,              api"
    })
    void everyReadingCounts_andReadingsThatAskDifferentActionsAreRefused(String path, String uri, String action) {
        assertEquals(action, guarding(new Rules(rules("/contact", "/api/*")), PathRequest.to("", path, null, uri)));
    }

    @ParameterizedTest
    @CsvSource({
        "/signup;.do,  /signup%3B.do",
        "/;.do,        /%3B.do",
        "/a/;x.do,     /a/%3Bx.do",
        "/..;.do,      /..%3B.do",
        "/a.do;x,      /a.do%3Bx",
        "/a.do;x.html, /a.do%3Bx.html"
    })
    void anExtensionIsGuarded_withParametersAndWithout(String path, String uri) {
        assertEquals("do", guarding(new Rules(rules("*.do")), PathRequest.to("", path, null, uri)));
    }

    /** A welcome file is below a directory that was asked for in so many words. */
    @ParameterizedTest
    @CsvSource({"/api/orders/, /api/orders////../../..", "/api/,        /api//..", "/contact/x/,  /contact/x//.."})
    void aDirectoryThatTheUriOnlyResolvesTo_decidesNothingAlone(String pathInfo, String uri) {
        Rules rules = new Rules(Stream.of("/", "/contact", "/contact/*", "/api/*")
                .map(ProtectionRule::parse)
                .map(rule -> rule.withAction("for" + rule.path().pattern().replace("*", "all")))
                .toList());
        assertEquals(REFUSED, guarding(rules, PathRequest.to("", "", pathInfo, uri)));
    }

    @Test
    void aReading_isComparedAlongWithThePathOfItsServlet() {
        Rules rules = new Rules(rules("/app", "/app/x"));
        assertEquals("app", guarding(rules, PathRequest.to("", "/app", "/x", "/app/x")));
        assertEquals("app", guarding(rules, PathRequest.to("", "/app", "/x;y", "/app/x%3By")));
    }

    @Test
    void aPathOfMoreReadingsThanAnHonestOneHas_isRefused_inBoundedTime() {
        String path = "/a;b%253B%252F..%255C%3Bx/%252e%3B/..%5C/%25252F".repeat(100);
        assertEquals(REFUSED, guarding(new Rules(rules("/signup")), PathRequest.to("", path, null, path)));
    }

    @ParameterizedTest
    @CsvSource({"GET, HEAD, true", "GET|POST, head, true", "POST, HEAD, false", "HEAD, GET, false"})
    void aRuleForGet_guardsHeadToo_whichServletsAnswerAlike(String methods, String method, boolean guards) {
        assertEquals(guards, ProtectionRule.parse(methods + " /search").guardsMethod(method));
    }

    @ParameterizedTest
    @CsvSource({"'', '', '/'", "/shop, '', /shop", "/shop, /, /shop/", "/shop, '', /shop;x", "'', /;, /%3B"})
    void theRoot_isGuarded_withItsSlashAndWithout(String contextPath, String servletPath, String uri) {
        Rules rules = new Rules(List.of(ProtectionRule.parse("/").withAction("root")));
        assertEquals("root", guarding(rules, PathRequest.to(contextPath, servletPath, null, uri)));
    }

    @Test
    void readingsOfOneAction_areNotInDoubt() {
        Rules rules = new Rules(Stream.of("/contact", "/api/*")
                .map(ProtectionRule::parse)
                .map(rule -> rule.withAction("any"))
                .toList());
        assertEquals("any", guarding(rules, PathRequest.to("", "/api/..;/contact", null, "/api/..%3B/contact")));
    }

    /** The container's word, matched as the Servlet specification says, whatever else a path may look like. */
    @Test
    void whatTheContainerMatches_isGuarded_howeverElseItReads() {
        List<String> patterns = List.of("/a", "/a/*", "/a/b", "/a/b/*", "*.do", "/*");
        List<String> pieces = List.of("a", "b", "..", ".", "..;", ";", ";x", ";a", ".do", "\\", "/", "/", "/", "%2e");
        Random random = new Random(5);
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder path = new StringBuilder("/");
            for (int length = random.nextInt(7); length > 0; length--) {
                path.append(pieces.get(random.nextInt(pieces.size())));
            }
            String pattern = patterns.get(random.nextInt(patterns.size()));
            if (matches(pattern, path.toString())) {
                matched++;
                HttpServletRequest request = PathRequest.to("", path.toString(), null, escaped(path.toString()));
                assertTrue(!guarding(new Rules(rules(pattern)), request).equals(NONE), pattern + " on " + path);
            }
        }
        assertTrue(matched > 30_000, "too few to tell anything: " + matched);
    }

    private static boolean matches(String pattern, String path) {
        if (pattern.startsWith("*")) {
            return path.endsWith(pattern.substring(1));
        }
        String above = pattern.replace("/*", "");
        return path.equals(above) || (pattern.endsWith("/*") && path.startsWith(above + "/"));
    }

    private static String escaped(String path) {
        return path.replace("%", "%25").replace(";", "%3B").replace("\\", "%5C");
    }

    private static List<ProtectionRule> rules(String... rules) {
        return Stream.of(rules).map(ProtectionRule::parse).toList();
    }

    private static String guarding(Rules rules, HttpServletRequest request) {
        try {
            @Nullable ProtectionRule rule = rules.guarding(request);
            return rule == null ? NONE : rule.action();
        } catch (ProblemException e) {
            assertEquals(400, e.problem().status());
            return REFUSED;
        }
    }
}
