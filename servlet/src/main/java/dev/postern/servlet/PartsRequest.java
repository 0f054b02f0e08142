package dev.postern.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose multipart form the container has taken apart for the filter. Its parts stay as they are; its parameters are made
 * of them. The raw body is gone, which an application that asks for it is told.
 */
final class PartsRequest extends ReadRequest {
    private static final String GONE =
            "the filter looked for a pass in the parts of this multipart form, so its raw body is gone: read it by getParts(),"
                    + " or send the pass as header X-Captcha-Token or as query parameter captcha-token";

    /** Parsed here: the container's own parameters have the parts among them, in a charset that is frozen. */
    private final Map<String, String[]> query;

    /**
     * The container's own parameters when the filter looked. A forward on Tomcat puts its own before them, so what there is more is the
     * forward's. Jetty adds those on top of this request, and has not made its own yet.
     */
    private final Map<String, String[]> before;

    PartsRequest(HttpServletRequest request, ServletResponse response, FormData query) {
        super(request, response);
        this.query = arrays(query.in(StandardCharsets.UTF_8));
        this.before = isOn("jetty") ? Map.of() : new HashMap<>(request.getParameterMap());
    }

    @Override
    Map<String, String[]> queryParameters() {
        Map<String, String[]> all = new LinkedHashMap<>();
        if (!isOn("jetty")) {
            getRequest().getParameterMap().forEach((name, values) -> {
                String[] added = added(name, values);
                if (added.length > 0) {
                    all.put(name, added);
                }
            });
        }
        query.forEach((name, values) -> all.merge(name, values, ReadRequest::concat));
        return all;
    }

    private String[] added(String name, String[] values) {
        String[] old = before.get(name);
        return Arrays.copyOf(values, Math.max(0, values.length - (old == null ? 0 : old.length)));
    }

    @Override
    String @Nullable [] queryParameter(String name) {
        return queryParameters().get(name);
    }

    @Override
    List<Map.Entry<String, String>> fields(Charset charset) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        try {
            for (Part part : getParts()) {
                if (part.getSubmittedFileName() == null) {
                    try (InputStream content = part.getInputStream()) {
                        fields.add(Map.entry(part.getName(), new String(content.readAllBytes(), charset)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException("the container took this request apart and can't any more", e);
        }
        return fields;
    }

    @Override
    public ServletInputStream getInputStream() {
        throw new IllegalStateException(GONE);
    }

    @Override
    public BufferedReader getReader() {
        throw new IllegalStateException(GONE);
    }
}
