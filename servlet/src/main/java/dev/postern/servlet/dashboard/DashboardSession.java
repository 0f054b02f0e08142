package dev.postern.servlet.dashboard;

import dev.postern.account.Account;
import dev.postern.account.Session;
import dev.postern.servlet.account.AccessTokens;
import dev.postern.servlet.account.AccessTokens.DashboardToken;
import dev.postern.servlet.account.Authentication;
import dev.postern.servlet.account.Registration;
import dev.postern.servlet.account.UserReply;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.StrictCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Begins and ends what a browser remembers of whoever has signed in: a cookie that no script can read. Thread-safe. */
public final class DashboardSession {
    private final AccessTokens tokens;
    private final Registration registration;
    private final String mount;
    private final Optional<String> publicOrigin;

    /**
     * Cookies for the paths below this mount point.
     *
     * @param publicOrigin what browsers see, if it is known
     */
    public DashboardSession(
            AccessTokens tokens, Registration registration, String mount, Optional<String> publicOrigin) {
        this.tokens = tokens;
        this.registration = registration;
        this.mount = mount;
        this.publicOrigin = publicOrigin;
    }

    void begin(HttpServletRequest request, HttpServletResponse response, int status, Session session)
            throws IOException {
        DashboardToken token = tokens.forDashboard(session);
        cookie().set(request, response, token.value(), AccessTokens.LIFETIME);
        write(response, status, session.account(), token.csrf());
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        cookie().set(request, response, "", Duration.ZERO);
    }

    void write(HttpServletResponse response, int status, Account account, String csrf) throws IOException {
        Json.write(response, status, new Reply(UserReply.of(account), csrf, registration.mode()));
    }

    private StrictCookie cookie() {
        return new StrictCookie(Authentication.COOKIE, mount + "/", publicOrigin);
    }

    private record Reply(UserReply user, String csrfToken, String registration) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Reply[" + user.id() + "]";
        }
    }
}
