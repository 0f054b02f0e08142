package dev.postern.servlet.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** JSON at the edge: strict and bounded when it is read, never cached when it is written. */
public final class Json {
    public static final String TYPE = "application/json";
    public static final String PROBLEM_TYPE = "application/problem+json";

    /** The longest string where there are images. */
    public static final int LONGEST_IMAGE = 1 << 20;

    static final JsonMapper TEXTS = mapper(16 << 10);
    static final JsonMapper IMAGES = mapper(LONGEST_IMAGE);

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    private static JsonMapper mapper(int longestText) {
        return JsonMapper.builder(JsonFactory.builder()
                        .recyclerPool(JsonRecyclerPools.newBoundedPool(
                                64)) // the default one keeps the application in threads of the container
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(32)
                                .maxNumberLength(100)
                                .maxNameLength(1000)
                                .maxStringLength(longestText)
                                .build())
                        .build())
                .build();
    }

    /** A time in UTC, always with three digits of milliseconds. */
    public static String timestamp(Instant time) {
        return MILLIS.format(time);
    }

    /** A parser of these bytes, which have to be UTF-8: left to itself, it would take UTF-16 and UTF-32 as well. */
    static JsonParser parser(JsonMapper mapper, byte[] utf8) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8))
                .toString();
        return mapper.createParser(text);
    }

    /** A reply with this status. */
    public static void write(HttpServletResponse response, int status, Object reply) throws IOException {
        response.setStatus(status);
        write(response, TYPE, reply);
    }

    /** A problem, with its status and headers. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        setStatus(response, problem);
        write(response, PROBLEM_TYPE, problem);
    }

    /** The status, and the time to wait in whole seconds. */
    public static void setStatus(HttpServletResponse response, Problem problem) {
        response.setStatus(problem.status());
        problem.retryAfter()
                .ifPresent(
                        wait -> response.setHeader("Retry-After", String.valueOf(RateLimitFields.wholeSeconds(wait))));
    }

    /** A reply that says nothing but that it was done. */
    public static void writeNothing(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Cache-Control", "no-store");
    }

    private static void write(HttpServletResponse response, String type, Object reply) throws IOException {
        byte[] body = TEXTS.writeValueAsBytes(reply);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(body);
    }
}
