package dev.postern.servlet.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Problem details (RFC 9457) with a stable code.
 *
 * @param members more that is told (section 3.2), in order
 * @param retryAfter after what time the same request may pass by itself, told as {@code Retry-After}
 */
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @JsonAnyGetter Map<String, Object> members,
        @JsonIgnore Optional<Duration> retryAfter) {
    /** A problem with this stable code; the detail is for people. */
    public static Problem of(int status, String code, String detail) {
        return of(status, code, detail, Optional.empty());
    }

    private static Problem of(int status, String code, String detail, Optional<Duration> retryAfter) {
        String words = code.replace('-', ' ').replace("json", "JSON").replace("api", "API");
        String title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return new Problem("urn:postern:" + code, title, status, code, detail, Map.of(), retryAfter);
    }

    /** The client asks too often. */
    public static Problem tooMany(Duration retryAfter) {
        return of(429, "too-many-requests", "There were too many requests.", Optional.of(retryAfter));
    }

    /** Something that is needed can't be reached. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return of(503, "unavailable", detail, Optional.of(retryAfter));
    }

    /** Too much is being asked at this moment. */
    public static Problem busy(String detail, Duration retryAfter) {
        return of(503, "busy", detail, Optional.of(retryAfter));
    }

    /** The body is larger than is read. */
    public static Problem tooLarge() {
        return of(413, "body-too-large", "The request's body is larger than is read here.");
    }

    /** The body comes too slowly. */
    public static Problem tooSlow() {
        return of(408, "body-too-slow", "The request's body came too slowly.");
    }

    /** The body breaks off. */
    public static Problem incomplete() {
        return of(400, "incomplete-body", "The request's body broke off, or its framing is wrong.");
    }

    /** The path has several meanings. */
    public static Problem ambiguousPath() {
        return of(400, "invalid-input", "The path can be read in several ways, for which different actions are asked.");
    }

    /** This problem, telling more. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, code, detail, more, retryAfter);
    }
}
