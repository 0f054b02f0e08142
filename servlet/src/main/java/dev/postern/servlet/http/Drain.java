package dev.postern.servlet.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Reads away what is left of a body, so that a reply that comes before its end reaches the client, not a broken pipe. A client that is slow at it is not waited for. */
public final class Drain {
    private static final int MOST = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LEAST_BYTES_PER_SECOND = 64 << 10;

    private Drain() {}

    public static void rest(HttpServletRequest request) {
        try {
            rest(request.getInputStream(), System::nanoTime);
        } catch (IOException | IllegalStateException e) {
            // The client is gone, or the body is being read in another way: there is nothing left to read away.
            // Tomcat would show in a page of its own where that came up.
            request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        }
    }

    public static void rest(InputStream stream, LongSupplier nanoTime) throws IOException {
        byte[] chunk = new byte[8 << 10];
        long start = nanoTime.getAsLong();
        int total = 0;
        int read;
        do {
            read = stream.read(chunk);
            total += Math.max(0, read);
        } while (read >= 0 && total < MOST && nanoTime.getAsLong() - start < mostNanos(total));
    }

    private static long mostNanos(int bytes) {
        return PATIENCE.plusSeconds(bytes / LEAST_BYTES_PER_SECOND).toNanos();
    }
}
