package dev.postern.servlet;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code GET /health/live}: says that the application answers, for whoever would start it anew if it did not. */
final class LiveEndpoint extends Endpoint {
    LiveEndpoint() {
        super("GET");
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Json.write(response, 200, Map.of("status", "live"));
    }
}
