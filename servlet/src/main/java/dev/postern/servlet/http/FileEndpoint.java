package dev.postern.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** A file of this library's. Clients may keep it, but ask each time whether it has changed (RFC 9110, section 13). */
public final class FileEndpoint extends Endpoint {
    private final byte[] content;
    private final String type;
    private final String tag;
    private final Map<String, String> headers;

    /**
     * A file beside a class.
     *
     * @param type what its {@code Content-Type} is
     * @param headers what goes with it beyond type, length and validator
     * @throws IllegalArgumentException if there is no such file
     */
    public FileEndpoint(Class<?> beside, String name, String type, Map<String, String> headers) {
        super("GET");
        this.content = read(beside, name);
        this.type = type;
        this.tag = '"' + hash(content) + '"';
        this.headers = Map.copyOf(headers);
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        headers.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", tag);
        response.setHeader("X-Content-Type-Options", "nosniff");
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(type);
        response.setContentLength(content.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(content);
        }
    }

    private static byte[] read(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no file " + name + " beside " + beside.getName());
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
