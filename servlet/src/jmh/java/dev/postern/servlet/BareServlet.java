package dev.postern.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What an endpoint can't do without: parses the body into a tree, looks at one field of it, and writes a reply that is there already, in turn one of many, with the
 * header fields that Postern's replies have. It bounds nothing, asks for no key, and makes nothing.
 */
final class BareServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final transient List<byte[]> replies;
    private final AtomicInteger next = new AtomicInteger();

    BareServlet(List<byte[]> replies) {
        this.replies = replies;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonNode body = MAPPER.readTree(request.getInputStream());
        if (!body.path("action").isTextual()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        byte[] reply = replies.get(Math.floorMod(next.getAndIncrement(), replies.size()));
        if (request.getHeader("Sec-Fetch-Site") != null) { // a page is told its limit
            response.setHeader("RateLimit-Policy", "\"issue\";q=1000000;w=1");
            response.setHeader("RateLimit", "\"issue\";r=999999;t=1");
        }
        response.setContentType("application/json");
        response.setContentLength(reply.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(reply);
    }
}
