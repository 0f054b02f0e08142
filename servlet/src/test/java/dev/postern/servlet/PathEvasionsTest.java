package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other spellings of a guarded path. The application takes each spelling for its form that any router in use would; whatever
 * comes to the form by POST without a pass is a hole.
 */
@Tag("containers")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.postern.servlet.testing.Containers#allAndLenient")
class PathEvasionsTest {
    private static final List<String> SPELLINGS = List.of(
            "/signup",
            "/signup?",
            "/signup?x=/other",
            "/signup;x=1",
            "/signup;",
            "/signup;x=/../other",
            "/signup;jsessionid=0;x",
            "/;x=1/signup",
            "/;/signup",
            "/sign%75p",
            "/%73%69%67%6e%75%70",
            "/%73%69%67%6E%75%70;x",
            "/./signup",
            "/a/../signup",
            "/a/b/../../signup",
            "/a/./../signup",
            "/signup/.",
            "/signup/./",
            "/signup/..;/signup",
            "/signup/a/..",
            "/signup/a/../",
            "/signup/a/..;/",
            "//signup",
            "///signup",
            "/signup/",
            "/signup//",
            "/signup;/",
            "/signup/;x",
            "/SIGNUP",
            "/SignUp",
            "/sIgNuP/",
            "/signup/x",
            "/signup/x/y",
            "/signup/x;y=1/../z",
            "/%2e/signup",
            "/%2E/signup",
            "/a/%2e%2e/signup",
            "/a/%2e./signup",
            "/a/.%2E/signup",
            "/a/..;x/signup",
            "/a/.;./signup",
            "/a/%2e%2e;x/signup",
            "/signup%2f",
            "/signup%2F",
            "/%2fsignup",
            "/%2Fsignup",
            "/signup%2fx",
            "/a%2f..%2fsignup",
            "/a/..%2fsignup",
            "/signup%3Bx",
            "/signup%3bx=1",
            "/signup%00",
            "/signup%00.html",
            "/%00signup",
            "/signup%20",
            "/signup%09",
            "/signup%0a",
            "/signup%0d%0a",
            "/signup%3f",
            "/signup%23",
            "/signup%23x",
            "/signup#x",
            "/..;/signup",
            "/../signup",
            "/%2e%2e/signup",
            "/.;/signup",
            "/.;x=1/signup",
            "\\signup",
            "/\\signup",
            "/signup\\",
            "/a\\..\\signup",
            "/a/..\\signup",
            "/%5csignup",
            "/%5Csignup",
            "/signup%5c",
            "/a%5c..%5csignup",
            "/a/..%5csignup",
            "/sign%u0075p",
            "/sign%2575p",
            "/sign%c1%b5p",
            "/sign%f5p",
            "/%EF%BC%8Fsignup",
            "/%C5%BFignup",
            "/signup%E3%80%82",
            "/signup.",
            "/signup.html",
            "signup",
            "http://127.0.0.1/signup",
            "http://127.0.0.1/signup;x",
            "http://127.0.0.1//signup",
            "http://127.0.0.1/a/../signup",
            "http://evil.example/signup",
            "HTTP://127.0.0.1/sign%75p",
            "https://127.0.0.1/signup",
            "http:/signup",
            "http://user@127.0.0.1/signup");

    private final Container container;

    PathEvasionsTest(Container container) {
        this.container = container;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/signup/*", "/*", "/"})
    void noSpellingOfThePath_reachesTheForm_withoutAPass(String mapping) {
        nothingGetsThrough("", mapping, "/signup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/signup/*", "/*", "/"})
    void noSpellingOfThePath_reachesTheForm_belowAContextPath(String mapping) {
        nothingGetsThrough("/shop", mapping, "/signup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/signup/*", "/*", "/"})
    void noSpellingOfThePath_reachesTheForm_pastAPrefixRule(String mapping) {
        nothingGetsThrough("", mapping, "/signup/*");
    }

    @Test
    void noSpellingOfAnExtension_reachesTheForm_withoutAPass() {
        Application application = new Application()
                .page((request, response) -> response.getWriter().print("FORM"), "*.do", "*.DO", "*.Do");
        try (Shop shop = Shop.open(container, application, gate -> gate.protect("*.do"))) {
            List<String> spellings = List.of(
                    "/a.do",
                    "/a.DO",
                    "/a.Do",
                    "/a.do;x",
                    "/a.d%6f",
                    "/a%2edo",
                    "//a.do",
                    "/b/../a.do",
                    "/a.do/",
                    "/a.do?x.html",
                    "/a.do;x.html",
                    "/a.html;x/a.do",
                    "/.do",
                    "/b/.do",
                    "/signup%3B.do",
                    "/%3B.do",
                    "/a/%3Bx.do",
                    "/..%3B.do");
            assertAll(spellings.stream().map(spelling -> () -> {
                String reply = shop.rawPost(spelling).text();
                assertTrue(!reply.contains("FORM"), spelling);
            }));
        }
    }

    @ParameterizedTest
    @CsvSource({"/, ''", "/*, ''", "/api/*, ''", "/app/*, /app"})
    void noSpelling_leadsOutOfAGuardedPrefix_toAnApplicationThatTakesTheContainersWord(String mapping, String above) {
        Application application = new Application()
                .page(
                        (request, response) -> {
                            String info = request.getPathInfo() == null ? "" : request.getPathInfo();
                            boolean api = (request.getServletPath() + info).startsWith(above + "/api/");
                            response.getWriter().print(api ? "API" : "elsewhere");
                        },
                        mapping);
        try (Shop shop = Shop.open(
                container, application, gate -> gate.protect("/contact").protect(above + "/api/*"))) {
            for (String spelling : List.of(
                    "/api/..%3Bx",
                    "/api/%2E%2E%3Bx",
                    "/api/..%3B",
                    "/api/..%3B/..%3B/x",
                    "/api/..%3B/contact",
                    "/api/.%3B/x",
                    "/api/x%3B",
                    "/api/%3B",
                    "/api/..%5C..%5Ccontact",
                    "/api/..%2F..%2Fcontact",
                    "/api/%2E%2E/contact",
                    "/api/..;/contact",
                    "/api/x")) {
                assertNoApi(shop, above + spelling);
            }
        }
    }

    /** An application that looks at the URI itself, as it stands or decoded, takes these for a path below the prefix. */
    @Test
    void noSpelling_leadsOutOfAGuardedPrefix_toAnApplicationThatReadsTheUri() {
        Application application = new Application()
                .page(
                        (request, response) -> {
                            String uri = request.getRequestURI();
                            boolean api = Stream.of(uri, URLDecoder.decode(uri, StandardCharsets.UTF_8))
                                    .anyMatch(path -> path.startsWith("/api/"));
                            response.getWriter().print(api ? "API" : "elsewhere");
                        },
                        "/");
        try (Shop shop = Shop.open(
                container, application, gate -> gate.protect("/contact").protect("/api/*"))) {
            for (String spelling : List.of(
                    "/api/../x",
                    "/api/orders/../../contact",
                    "/api/%2e%2e/x",
                    "/api/..;/x",
                    "/api//../x",
                    "/api%2Fx",
                    "/%61pi/../contact",
                    "/api/..%2Fcontact")) {
                assertNoApi(shop, spelling);
            }
        }
    }

    /** Neither without a pass nor with one for another form. */
    private static void assertNoApi(Shop shop, String target) {
        String pass = "X-Captcha-Token: " + shop.pass("contact");
        for (Reply reply : List.of(shop.rawPost(target), shop.rawPost(target, pass))) {
            assertTrue(!reply.text().contains("API"), "a hole: " + target);
            assertTrue(reply.status() < 500, target + ": " + reply.status());
        }
    }

    @Test
    void aMethodInOtherLetters_isGuardedLikeTheRulesMethod() {
        Application application = new Application()
                .page((request, response) -> response.getWriter().print("FORM"), "/signup");
        try (Shop shop = Shop.open(container, application, gate -> gate.protect("POST|PUT /signup"))) {
            for (String method : List.of("POST", "post", "Post", "put")) {
                assertTrue(!shop.raw(method, "/signup").text().contains("FORM"), method);
            }
        }
    }

    @Test
    void theRootOfTheApplication_canBeGuarded() {
        Application application = new Application()
                .page((request, response) -> response.getWriter().print("FORM"), "");
        try (Shop shop = Shop.open(
                container,
                application,
                gate -> gate.protect(ProtectionRule.parse("/").withAction("root")))) {
            assertEquals(403, shop.rawPost("/").status());
            assertTrue(!shop.rawPost("/;x").text().contains("FORM"));
            assertTrue(!shop.rawPost("//").text().contains("FORM"));
        }
    }

    private void nothingGetsThrough(String contextPath, String mapping, String rule) {
        Application application = new Application()
                .page(
                        (request, response) -> {
                            boolean routes = mapping.equals("/*") || mapping.equals("/");
                            boolean form = !routes || isForm(request);
                            response.getWriter().print(form ? "FORM" : "elsewhere");
                        },
                        mapping);
        try (Shop shop =
                Shop.open(container, contextPath, application, Shop.Core.plain(), gate -> gate.protect(rule))) {
            boolean toCompare = contextPath.isEmpty() && rule.equals("/signup");
            List<String> reached = new ArrayList<>();
            List<Executable> checks = new ArrayList<>();
            for (String spelling : SPELLINGS) {
                String target = spelling.startsWith("/")
                        ? contextPath + spelling
                        : spelling.replaceFirst("(?i)^(https?://[^/]+)", "$1" + contextPath);
                if (toCompare && shop.raw("GET", target).text().contains("FORM")) {
                    reached.add(spelling);
                }
                Reply reply = shop.rawPost(target);
                checks.add(() -> assertTrue(!reply.text().contains("FORM"), "a hole: " + target + " on " + mapping));
                // Without a path Undertow fails before it asks any filter.
                boolean hasPath = target.matches("(?i)/.*|https?://.*");
                checks.add(() -> assertTrue(reply.status() < 500 || !hasPath, target + ": " + reply.status()));
            }
            assertAll(checks);
            // Or else there was nothing to evade.
            assertTrue(
                    !toCompare || new TreeSet<>(reached).containsAll(List.of("/signup", "/signup;x=1", "/sign%75p")),
                    reached::toString);
        }
    }

    /** What some router would take for the form: by the container's path or by the raw one, however sloppily. */
    private static boolean isForm(HttpServletRequest request) {
        String info = request.getPathInfo() == null ? "" : request.getPathInfo();
        String raw = request.getRequestURI().replaceFirst("(?i)^https?://[^/]*", "");
        if (raw.startsWith(request.getContextPath())) {
            raw = raw.substring(request.getContextPath().length());
        }
        String decoded = raw.replaceAll(";[^/]*", "");
        try {
            decoded = URLDecoder.decode(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // as it stands
        }
        return Stream.of(request.getServletPath() + info, decoded).anyMatch(PathEvasionsTest::isForm);
    }

    private static boolean isForm(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.replace('\\', '/').split("/", -1)) {
            String name = segment.replaceAll(";.*", "");
            if (name.equals("..")) {
                segments.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.add(name);
            }
        }
        return String.join("/", segments).toLowerCase(Locale.ROOT).equals("signup");
    }
}
