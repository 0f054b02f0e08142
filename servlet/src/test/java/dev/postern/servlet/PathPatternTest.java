package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What a pattern may look like, and that none is taken that matches nothing. */
final class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "/signup/,     /signup",
        "/signup//,    /signup",
        "//signup,     /signup",
        "/a//b/,       /a/b",
        "/api//*,      /api/*",
        "//api/*,      /api/*",
        "//*,          /*",
        "//,           /",
        "/.well-known, /.well-known",
        "/a/..b/c.,    /a/..b/c.",
        "/...,         /...",
        "*.do,         *.do"
    })
    void needlessSlashes_areDropped(String written, String meant) {
        assertEquals(meant, new PathPattern(written).pattern());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.", "/..", "/./signup", "/signup/.", "/a/../signup", "/signup/..", "/signup/../*", "/./*"})
    void dotSegments_areRefused(String written) {
        assertRefused(written, "dot segments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/j_security_check", "/J_Security_Check", "//j_security_check/", "/a/j_security_check"})
    void whatTheContainerAnswersBeforeAnyFilter_isRefused(String written) {
        assertRefused(written, "before any filter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a*", "/a*/*", "/*/a", "/*/*", "/**", "*.a*", "*.a/b", "*", "*.", "signup", ""})
    void starsInOtherPlaces_areRefused(String written) {
        assertRefused(written, "must look like");
    }

    @Test
    void everyPatternThatIsTaken_matchesItsOwnPath() {
        String alphabet = "//.a*Bé-;%\\ 𝒳";
        Random random = new Random(11);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(i % 3 == 0 ? "" : "/");
            for (int length = random.nextInt(8); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.append(i % 5 == 0 ? "/*" : "");
            PathPattern pattern;
            try {
                pattern = new PathPattern(text.toString());
            } catch (IllegalArgumentException e) {
                continue;
            }
            taken++;
            assertMatchesItsOwnPath(pattern);
        }
        assertTrue(taken > 10_000, () -> "too few to tell anything");
    }

    @ParameterizedTest
    @CsvSource({
        "/,        '',     /index.jsp,        /,                    true",
        "/,        /shop,  /index.jsp,        /shop/,               true",
        "/,        /shop,  /index.jsp,        /shop,                true",
        "/,        /shop,  /index.jsp,        /shop;x=1/,           true",
        "/,        /shop,  /index.jsp,        /shop/index.jsp,      false",
        "/signup,  '',     /signup/index.jsp, /signup/,             true",
        "/signup,  '',     /signup/index.jsp, /sign%75p/,           true",
        "/signup,  '',     /signup/index.jsp, /%73IGNUP;a=%2F../b/.., true",
        "/signup,  '',     /signup/index.jsp, /signup;x=%2F..%2Fb/, true",
        "/signup,  '',     /signup/index.jsp, /a/%2e%2e/signup/,    true",
        "/signup,  '',     /signup/index.jsp, //signup//,           true",
        "/signup,  '',     /signup/index.jsp, /signup%,             false",
        "/signup,  '',     /x,                /signup%7,            false",
        "/signup,  '',     /x,                /signup%3Bx,          true",
        "/signup,  /shop,  /signup/index.jsp, /shop/signup/,        true",
        "/signup,  /shop,  /signup/index.jsp, /SHOP/signup/,        true",
        "/signup,  /sh%6Fp, /signup/index.jsp, /shop/signup/,       true",
        "/signup,  /shop,  /signup/index.jsp, /sh%6fp/signup/,      true",
        "/signup,  /shop,  /x,                /shopping/signup,     false",
        "/signup,  /shop,  /x,                /shop/a/signup,       false",
        "/bücher,  '',     /b/index.jsp,      /b%C3%BCcher/,        true",
        "/a+b,     '',     /x,                /a+b,                 true",
        "*.do,     '',     /x.jsp,            /x.do,                true",
        "/x,       '',     /y,                ,                     false"
    })
    void theUri_isComparedToo_whereTheContainerHasAnotherPath(
            String pattern, String contextPath, String servletPath, @Nullable String uri, boolean matches) {
        assertEquals(matches, matches(new PathPattern(pattern), PathRequest.to(contextPath, servletPath, null, uri)));
    }

    @ParameterizedTest
    @CsvSource({
        "/signup,  '',    /signup,   ,       true",
        "/signup,  /shop, /signup,   ,       true",
        "/signup,  /shop, /SignUp,   ,       true",
        "/signup,  '',    /signup,   /x,     true",
        "/signup,  '',    '',        /signup, true",
        "/a/b,     /shop, /a,        /b,     true",
        "/a/b,     /shop, /a,        /bc,    false",
        "/a/*,     /shop, /a,        /b,     true",
        "/a/b/*,   /shop, /a,        /b/c,   true",
        "/ab/*,    /shop, /a,        /b,     false",
        "*.do,     /shop, /a,        /x.do,  true",
        "*.do,     /x.do, /a,        ,       false",
        "/shop/*,  /shop, /a,        ,       false",
        "/*,       /shop, /a,        /b,     true"
    })
    void aPlainPath_isComparedBelowTheContext(
            String pattern, String contextPath, String servletPath, @Nullable String pathInfo, boolean matches) {
        String uri = contextPath + servletPath + (pathInfo == null ? "" : pathInfo);
        HttpServletRequest request = PathRequest.to(contextPath, servletPath, pathInfo, uri);
        assertTrue(RequestPath.isPlain(request));
        assertEquals(matches, matches(new PathPattern(pattern), request));
    }

    /** For the fuzz test, too. */
    static void assertMatchesItsOwnPath(PathPattern pattern) {
        String text = pattern.pattern();
        if (text.startsWith("*")) {
            assertMatches(pattern, "/x" + text.substring(1));
        } else if (text.endsWith("/*")) {
            String above = text.substring(0, text.length() - 2);
            assertMatches(pattern, above.isEmpty() ? "/" : above);
            assertMatches(pattern, above + "/y");
            assertMatches(pattern, above + "/y/z");
        } else {
            assertMatches(pattern, text);
            assertMatches(pattern, text + "/");
        }
        assertEquals(pattern, new PathPattern(text));
    }

    /** As the filter asks, and what is plain to it must come out the same as if it were not. */
    private static boolean matches(PathPattern pattern, HttpServletRequest request) {
        RequestPath path;
        try {
            path = RequestPath.of(request);
        } catch (ProblemException e) {
            throw new AssertionError(request.getRequestURI(), e);
        }
        boolean faithful = Stream.concat(path.faithful().stream(), path.servletPath().stream())
                .anyMatch(pattern::matches);
        if (RequestPath.isPlain(request)) {
            assertEquals(List.of(), path.loose());
            assertEquals(
                    faithful, pattern.matchesPlain(request), () -> pattern + " against " + request.getRequestURI());
        }
        return faithful || path.loose().stream().anyMatch(pattern::matches);
    }

    private static void assertMatches(PathPattern pattern, String path) {
        assertTrue(matches(pattern, PathRequest.to(path, null)), () -> pattern + " against " + path);
        assertTrue(matches(pattern, PathRequest.to("", path)), () -> pattern + " against " + path);
    }

    private static void assertRefused(String written, String right) {
        String told = String.valueOf(assertThrows(IllegalArgumentException.class, () -> new PathPattern(written))
                .getMessage());
        assertTrue(told.contains(right), told);
        assertFalse(told.contains("null"), told);
    }
}
