package dev.postern.servlet.dashboard;

import dev.postern.account.Account;
import dev.postern.account.Session;
import dev.postern.servlet.account.AccessTokens;
import dev.postern.servlet.account.AccessTokens.DashboardToken;
import dev.postern.servlet.account.Authentication;
import dev.postern.servlet.account.Registration;
import dev.postern.servlet.account.UserReply;
import dev.postern.servlet.http.Json;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Begins and ends what a browser remembers of whoever has signed in: a cookie that no script can read. Thread-safe. */
public final class DashboardSession {
    private final AccessTokens tokens;
    private final Registration registration;
    private final String mount;

    /** Cookies for the paths below this mount point. */
    public DashboardSession(AccessTokens tokens, Registration registration, String mount) {
        this.tokens = tokens;
        this.registration = registration;
        this.mount = mount;
    }

    void begin(HttpServletRequest request, HttpServletResponse response, int status, Session session)
            throws IOException {
        DashboardToken token = tokens.forDashboard(session);
        response.addCookie(cookie(request, token.value(), (int) AccessTokens.LIFETIME.toSeconds()));
        write(response, status, session.account(), token.csrf());
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        response.addCookie(cookie(request, "", 0));
    }

    void write(HttpServletResponse response, int status, Account account, String csrf) throws IOException {
        Json.write(response, status, new Reply(UserReply.of(account), csrf, registration.code()));
    }

    private Cookie cookie(HttpServletRequest request, String value, int seconds) {
        Cookie cookie = new Cookie(Authentication.COOKIE, value);
        cookie.setPath(request.getContextPath() + mount + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Strict");
        cookie.setMaxAge(seconds);
        return cookie;
    }

    private record Reply(UserReply user, String csrfToken, String registration) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Reply[" + user.id() + "]";
        }
    }
}
