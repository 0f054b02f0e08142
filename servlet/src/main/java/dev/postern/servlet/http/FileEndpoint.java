package dev.postern.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of this library's, compressed for clients that take it so. They may keep it, but ask each time whether it has changed (RFC 9110, sections 12.5.3 and
 * 13).
 */
public final class FileEndpoint extends Endpoint {
    private final byte[] content;
    private final byte[] compressed;
    private final String hash;
    private final String type;
    private final Map<String, String> headers;

    /**
     * A file with this content.
     *
     * @param type what its {@code Content-Type} is
     * @param headers what goes with it beyond type, encoding, length and validator
     */
    public FileEndpoint(byte[] content, String type, Map<String, String> headers) {
        super("GET");
        this.content = content.clone();
        this.compressed = gzip(content);
        this.hash = hash(content);
        this.type = type;
        this.headers = Map.copyOf(headers);
    }

    /**
     * A file beside a class.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public FileEndpoint(Class<?> beside, String name, String type, Map<String, String> headers) {
        this(read(beside, name), type, headers);
    }

    /**
     * What is in a file beside a class.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static byte[] read(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no file " + name + " beside " + beside.getName());
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = acceptsGzip(request.getHeader("Accept-Encoding"));
        String tag = '"' + hash + (gzip ? "-gzip\"" : "\"");
        byte[] body = gzip ? compressed : content;
        headers.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("X-Content-Type-Options", "nosniff");
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(type);
        response.setContentLength(body.length);
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** Whether the client names gzip, and does not give it a weight of 0. */
    private static boolean acceptsGzip(@Nullable String encodings) {
        if (encodings == null) {
            return false;
        }
        for (String encoding : encodings.toLowerCase(Locale.ROOT).split(",", 20)) {
            String[] parts = encoding.split(";", 2);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new SmallestGzip(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
