package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.servlet.ServiceServer.Person;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard's files and its session: a cookie that no script reads, and no other origin's page uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardSessionTest {
    private static final String SESSION = "/dashboard/session";
    private ServiceServer server;
    private Person ada;

    @BeforeAll
    void start() throws Exception {
        server = ServiceServer.start();
        ada = server.register("ada@example.com");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void signingIn_setsACookieThatNoScriptReads_andNoOtherSiteSends() throws Exception {
        EndpointReply reply = signIn();

        JsonNode session = reply.ok();
        assertEquals(Set.of("user", "csrfToken", "registration"), EndpointReply.fieldsOf(session));
        assertEquals("open", session.get("registration").textValue());
        String cookie = reply.header("Set-Cookie");
        assertTrue(cookie.matches("postern-session=[\\w.-]+; .*"), cookie);
        assertTrue(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"), cookie);
        assertTrue(cookie.contains("; Path=/postern/;") && cookie.contains("; Max-Age=3600"), cookie);
        assertTrue(cookie.contains("; Secure"), "the public origin is https");
        assertFalse(reply.body().contains(value(reply)), "a script would read it");
    }

    @Test
    void registering_signsIn() throws Exception {
        EndpointReply reply = server.send(
                "POST",
                "/dashboard/registration",
                ServiceServer.credentials("new@example.com", ServiceServer.PASSWORD));
        assertEquals(201, reply.status(), reply.body());
        assertEquals(
                "new@example.com",
                withCookie(reply, "GET", SESSION, "")
                        .ok()
                        .get("user")
                        .get("email")
                        .textValue());
    }

    @Test
    void whoHasNotSignedIn_isToldWhetherTheyMayRegister() throws Exception {
        EndpointReply reply = server.send("GET", SESSION, "");
        assertEquals(401, reply.status());
        assertEquals("invalid-token", reply.json().get("code").textValue());
        assertEquals("open", reply.json().get("registration").textValue());
    }

    @Test
    void aCookieAlone_reads_andWritesNothing() throws Exception {
        EndpointReply session = signIn();
        assertEquals(200, withCookie(session, "GET", "/api/v1/api-keys", "").status());
        assertEquals(200, withCookie(session, "GET", SESSION, "").status());

        String csrf = session.json().get("csrfToken").textValue();
        withCookie(session, "POST", "/api/v1/api-keys", "{\"name\":\"x\"}").isProblem(403, "csrf");
        withCookie(session, "DELETE", SESSION, "", "X-CSRF-Token", "").isProblem(403, "csrf");
        withCookie(session, "DELETE", "/api/v1/auth/me", "", "X-CSRF-Token", csrf.substring(1))
                .isProblem(403, "csrf");
        String other = signIn().json().get("csrfToken").textValue();
        withCookie(session, "DELETE", "/api/v1/auth/me", "", "X-CSRF-Token", other)
                .isProblem(403, "csrf");

        assertEquals(
                201,
                withCookie(session, "POST", "/api/v1/api-keys", "{\"name\":\"x\"}", "X-CSRF-Token", csrf)
                        .status());
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Origin,https://evil.example", "Origin,null"})
    void anotherOriginsPage_getsNowhere(String header, String value) throws Exception {
        EndpointReply session = signIn();
        String csrf = session.json().get("csrfToken").textValue();
        withCookie(session, "POST", "/api/v1/api-keys", "{\"name\":\"x\"}", "X-CSRF-Token", csrf, header, value)
                .isProblem(403, "cross-origin");
        server.send("POST", SESSION, ServiceServer.credentials(ada.email, ServiceServer.PASSWORD), header, value)
                .isProblem(403, "cross-origin");
        server.send(
                        "POST",
                        "/dashboard/registration",
                        ServiceServer.credentials("evil@example.com", ServiceServer.PASSWORD),
                        header,
                        value)
                .isProblem(403, "cross-origin");
        withCookie(session, "GET", SESSION, "", header, value).isProblem(403, "cross-origin");
    }

    @Test
    void signingOut_endsTheToken_andTheCookie() throws Exception {
        EndpointReply session = signIn();
        String csrf = session.json().get("csrfToken").textValue();

        EndpointReply reply = withCookie(session, "DELETE", SESSION, "", "X-CSRF-Token", csrf);

        assertEquals(204, reply.status());
        assertTrue(reply.header("Set-Cookie").matches("postern-session=\"?\"?;.*Max-Age=0.*"), reply::whole);
        assertEquals(401, withCookie(session, "GET", SESSION, "").status());
    }

    @Test
    void anotherSitesCookieOfTheSameName_doesntHideTheSession() throws Exception {
        String cookie = value(signIn());
        assertEquals(
                200,
                server.send("GET", SESSION, "", "Cookie", "postern-session=junk; postern-session=" + cookie)
                        .status());
    }

    @Test
    void neitherKindOfToken_isGoodInThePlaceOfTheOther() throws Exception {
        String cookie = value(signIn());
        server.send("GET", "/api/v1/auth/me", "", "Authorization", "Bearer " + cookie)
                .isProblem(401, "invalid-token");
        server.send("GET", "/api/v1/auth/me", "", "Cookie", "postern-session=" + ada.token)
                .isProblem(401, "invalid-token");
        server.send("GET", "/api/v1/auth/me", "", "Cookie", "postern-session=" + cookie, "Authorization", "Bearer x")
                .isProblem(401, "invalid-token");
        Jwt noCsrf = Jwt.of(ada.id, server.clock).claim("aud", "\"postern-dashboard\"");
        server.send("GET", "/api/v1/auth/me", "", "Cookie", "postern-session=" + noCsrf.signed())
                .isProblem(401, "invalid-token");
        assertEquals(
                200,
                server.send(
                                "GET",
                                "/api/v1/auth/me",
                                "",
                                "Cookie",
                                "postern-session="
                                        + noCsrf.claim("csrf", "\"abc\"").signed())
                        .status());
    }

    @Test
    void thePage_isServedUnderAStrictPolicy_andOnlyReadAgainWhenItHasChanged() throws Exception {
        EndpointReply page = server.send("GET", "/dashboard/", "");

        assertEquals(200, page.status());
        assertEquals("text/html;charset=utf-8", page.header("Content-Type").replace(" ", ""));
        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                page.header("Content-Security-Policy"));
        assertEquals("nosniff", page.header("X-Content-Type-Options"));
        assertEquals("no-cache", page.header("Cache-Control"));
        EndpointReply again = server.send("GET", "/dashboard/", "", "If-None-Match", page.header("ETag"));
        assertEquals(304, again.status());
        assertEquals("", again.body());
        assertEquals(
                200,
                server.send("GET", "/dashboard/", "", "If-None-Match", "\"other\"")
                        .status());
        EndpointReply head = server.send("HEAD", "/dashboard/", "");
        assertEquals(page.header("Content-Length"), head.header("Content-Length"));
    }

    @Test
    void everyFileThatThePageNames_isThere() throws Exception {
        String page = server.send("GET", "/dashboard/", "").body();
        Matcher names = Pattern.compile("(?:src|href)=\"\\./([^\"]+)\"").matcher(page);
        int count = 0;
        while (names.find()) {
            EndpointReply file = server.send("GET", "/dashboard/" + names.group(1), "");
            assertEquals(200, file.status(), names.group(1));
            assertTrue(file.header("Content-Type").matches("text/(css|javascript); ?charset=utf-8"), file::whole);
            count++;
        }
        assertEquals(4, count);
    }

    /** They are named one by one, in code, because a jar has no directories to list. */
    @Test
    void everyModule_isThere_withWhatItImports() throws Exception {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of("dashboard.js"));
        while (!next.isEmpty()) {
            String name = next.remove();
            if (seen.add(name)) {
                EndpointReply file = server.send("GET", "/dashboard/" + name, "");
                assertEquals(200, file.status(), name);
                Matcher imports = Pattern.compile("from '\\./([^']+)'").matcher(file.body());
                while (imports.find()) {
                    next.add(imports.group(1));
                }
            }
        }
        assertTrue(seen.size() > 10, seen::toString);
    }

    @Test
    void withoutItsLastSlash_thePathLeadsToTheDashboard() throws Exception {
        EndpointReply reply = server.send("GET", "/dashboard", "");
        assertEquals(301, reply.status());
        assertTrue(reply.header("Location").endsWith("/postern/dashboard/"), reply::whole);
    }

    @Test
    void whatIsNoFileOfIts_isNotFound() throws Exception {
        server.send("GET", "/dashboard/x.js", "").isProblem(404, "not-found");
        server.send("GET", "/dashboard/index.html", "").isProblem(404, "not-found");
    }

    private EndpointReply signIn() throws Exception {
        return server.send("POST", SESSION, ServiceServer.credentials(ada.email, ServiceServer.PASSWORD));
    }

    private static String value(EndpointReply signedIn) {
        return signedIn.header("Set-Cookie").replaceAll("postern-session=([^;]*);.*", "$1");
    }

    private EndpointReply withCookie(EndpointReply signedIn, String method, String path, String json, String... headers)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Cookie", "theme=dark; postern-session=" + value(signedIn)));
        return server.send(method, path, json, all.toArray(String[]::new));
    }
}
