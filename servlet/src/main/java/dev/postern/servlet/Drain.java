package dev.postern.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads away what is left of a body, so that a reply that comes before its end reaches the client, not a broken pipe. */
final class Drain {
    private static final int MOST = 16 << 20;

    private Drain() {}

    static void rest(HttpServletRequest request) {
        try {
            InputStream stream = request.getInputStream();
            byte[] chunk = new byte[8 << 10];
            int total = 0;
            int read;
            while (total < MOST && (read = stream.read(chunk)) >= 0) {
                total += read;
            }
        } catch (IOException | IllegalStateException e) {
            // The client is gone, or the body is being read in another way: there is nothing left to read away.
            // Tomcat would show in a page of its own where that came up.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        }
    }
}
