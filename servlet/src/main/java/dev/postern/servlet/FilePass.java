package dev.postern.servlet;

import dev.postern.servlet.http.StrictCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The pass for a form with files, which no page can carry along: it is earned first, waits in a cookie, and lets the form through when the person sends it once
 * more. Another site's page can't make the browser send it ({@code SameSite=Strict}), and it is good once, for this action alone.
 */
final class FilePass {
    private static final Duration PROBE_LIFETIME = Duration.ofMinutes(15);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Optional<String> publicOrigin;
    private final String name;
    private final String probe;

    FilePass(HttpServletRequest request, HttpServletResponse response, Optional<String> publicOrigin, String action) {
        this.request = request;
        this.response = response;
        this.publicOrigin = publicOrigin;
        String suffix = action.replace('/', '.'); // which no action has
        this.name = "postern-pass." + suffix;
        this.probe = "postern-probe." + suffix;
    }

    /** Finds out whether the browser keeps cookies, before a challenge is spent on one. */
    void probe() {
        set(probe, "1", PROBE_LIFETIME);
    }

    boolean keepsCookies() {
        return cookie(probe).isPresent();
    }

    void keep(String token, Duration lifetime) {
        set(name, token, lifetime);
    }

    Optional<String> token() {
        return cookie(name);
    }

    void forget() {
        set(name, "", Duration.ZERO);
    }

    private Optional<String> cookie(String sought) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(sought) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    private void set(String cookieName, String value, Duration lifetime) {
        new StrictCookie(cookieName, "/", publicOrigin).set(request, response, value, lifetime);
    }
}
