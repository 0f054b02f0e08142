package dev.postern.servlet.dashboard;

import dev.postern.servlet.http.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Leads to the same path with a slash at its end, below which relative addresses are right. */
final class SlashEndpoint extends Endpoint {
    SlashEndpoint() {
        super("GET");
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Location", path(request) + "/");
    }
}
