package dev.postern.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A cookie that no script reads and no other site's page makes a browser send. It is a header made here: Undertow leaves {@code SameSite} out of what
 * {@code addCookie} takes.
 *
 * @param name a token of RFC 6265
 * @param path below the context path
 * @param publicOrigin what browsers see, if it is known: behind a proxy the request itself may not tell that they come over TLS
 */
public record StrictCookie(String name, String path, Optional<String> publicOrigin) {
    /** Keeps a value, which is a token too; a browser forgets it after its lifetime, or at once without one. */
    public void set(HttpServletRequest request, HttpServletResponse response, String value, Duration lifetime) {
        // Not the request's own, which is as the client has spelt it.
        String contextPath = escaped(request.getServletContext().getContextPath());
        boolean secure = request.isSecure()
                || publicOrigin.filter(origin -> origin.startsWith("https:")).isPresent();
        response.addHeader(
                "Set-Cookie",
                name + "=" + value + "; Path=" + contextPath + path + "; Max-Age=" + lifetime.toSeconds()
                        + (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Strict");
    }

    /** As browsers write it in addresses, which they compare with it. Jetty has escaped some of it already. */
    private static String escaped(String path) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 0x7F && b != ';';
            escaped.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        return escaped.toString();
    }
}
