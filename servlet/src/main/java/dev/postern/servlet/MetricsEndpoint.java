package dev.postern.servlet;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics}: says what was counted, in Prometheus' text format, to who brings the token that is configured. */
final class MetricsEndpoint extends Endpoint {
    private static final String TYPE = "text/plain;version=0.0.4;charset=utf-8";
    private static final String SCHEME = "Bearer ";
    /** What RFC 6750 lets stand after {@code Bearer}. */
    private static final Pattern TOKEN = Pattern.compile("(?=.{20})[A-Za-z0-9._~+/-]+=*");

    private final byte[] token;
    private final Supplier<String> text;

    /**
     * For who brings this token.
     *
     * @throws IllegalArgumentException if it is too short, or can't stand in the header
     */
    MetricsEndpoint(String token, Supplier<String> text) {
        super("GET");
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("it must be a token of 20 characters or more, of A-Z a-z 0-9 . _ ~ + / -"
                    + " with = at the end, as openssl rand -base64 32 makes them");
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.text = text;
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        if (!isAllowed(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            throw new ProblemException(Problem.of(
                    401, "invalid-token", "The metrics are for who sends the token that is configured as Bearer."));
        }
        byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
        response.setContentType(TYPE);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body);
    }

    private boolean isAllowed(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] brought = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(token, brought);
    }
}
