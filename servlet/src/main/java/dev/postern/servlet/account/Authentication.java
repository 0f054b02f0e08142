package dev.postern.servlet.account;

import dev.postern.account.Accounts;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Finds out who is asking: by the token in {@code Authorization}, or else by the dashboard's cookie. Thread-safe. */
public final class Authentication {
    /** The dashboard's cookie. */
    public static final String COOKIE = "postern-session";

    private static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String SCHEME = "Bearer ";

    private final Accounts accounts;
    private final AccessTokens tokens;
    private final Optional<String> publicOrigin;

    /**
     * Who has an account.
     *
     * @param publicOrigin what browsers see, if it is known
     */
    public Authentication(Accounts accounts, AccessTokens tokens, Optional<String> publicOrigin) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.publicOrigin = publicOrigin;
    }

    /** Who is asking; a refusal if it is nobody, or if a page asks for something that another page may have made it ask. */
    public Caller require(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return bearer(authorization)
                    .flatMap(tokens::readOfApi)
                    .flatMap(this::caller)
                    .orElseThrow(() -> nobody(response));
        }
        Caller caller = ofCookie(request).orElseThrow(() -> nobody(response));
        if (!isReading(request)) {
            requireOwnPage(request, caller);
        }
        return caller;
    }

    /** Whose cookie the request brings. */
    public Optional<Caller> ofCookie(HttpServletRequest request) {
        return cookie(request).flatMap(tokens::readOfDashboard).flatMap(this::caller);
    }

    private Optional<Caller> caller(AccessToken token) {
        return accounts.of(token.account(), token.generation(), token.id()).map(account -> new Caller(account, token));
    }

    private void requireOwnPage(HttpServletRequest request, Caller caller) throws ProblemException {
        requireSameOrigin(request);
        String csrf = request.getHeader(CSRF_HEADER);
        if (csrf == null || !isEqual(csrf, caller.token().csrf())) {
            throw new ProblemException(Problem.of(
                    403, "csrf", "The header " + CSRF_HEADER + " must hold the csrfToken of this dashboard session."));
        }
    }

    /** A refusal if a browser says that another origin's page asks. */
    public void requireSameOrigin(HttpServletRequest request) throws ProblemException {
        if (SameOrigin.isDisproven(request, publicOrigin)) {
            throw new ProblemException(
                    Problem.of(403, "cross-origin", "This resource is for pages of the same origin."));
        }
    }

    /** That nobody is asking who is known. */
    public static ProblemException nobody(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Bearer");
        return new ProblemException(Problem.of(
                401, "invalid-token", "There must be a token that is in force: log in, and send it as Bearer."));
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isReading(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
