package dev.postern.servlet.account;

import dev.postern.Metrics;
import dev.postern.account.Accounts;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Finds out who is asking: by the token in {@code Authorization}, or else by the dashboard's cookie. Thread-safe. */
public final class Authentication {
    /** The dashboard's cookie. */
    public static final String COOKIE = "postern-session";

    private static final int MOST_COOKIES = 4;
    private static final Rate REQUESTS = new Rate(300, Duration.ofMinutes(1));
    private static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String SCHEME = "Bearer ";

    private final Accounts accounts;
    private final AccessTokens tokens;
    private final Optional<String> publicOrigin;
    private final Metrics metrics;
    private final Limiter<Long> requests = new Limiter<>(REQUESTS);

    /**
     * Who has an account.
     *
     * @param publicOrigin what browsers see, if it is known
     * @param metrics told of accounts that have to wait
     */
    public Authentication(Accounts accounts, AccessTokens tokens, Optional<String> publicOrigin, Metrics metrics) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.publicOrigin = publicOrigin;
        this.metrics = metrics;
    }

    /** Who is asking; a refusal if it is nobody, who asks too often, or if a page asks for something that another page may have made it ask. */
    public Caller require(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return counted(bearer(authorization)
                    .flatMap(tokens::readOfApi)
                    .flatMap(this::caller)
                    .orElseThrow(() -> nobody(response)));
        }
        Caller caller = ofCookie(request).orElseThrow(() -> nobody(response));
        if (!isReading(request)) {
            requireOwnPage(request, caller);
        }
        return counted(caller);
    }

    /** Whose cookie the request brings. Another site below the same domain may have set one of the same name before ours. */
    public Optional<Caller> ofCookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .limit(MOST_COOKIES)
                        .flatMap(cookie -> tokens.readOfDashboard(cookie.getValue()).stream())
                        .flatMap(token -> caller(token).stream())
                        .findFirst();
    }

    private Caller counted(Caller caller) throws ProblemException {
        ProblemException.requireNoWait(
                requests.tryOnce(caller.account().id()).toWait(), metrics, Metrics.Limit.ACCOUNT);
        return caller;
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

    private static boolean isReading(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
