package dev.postern.servlet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457) with a stable code.
 *
 * @param action what the challenge in it is for
 * @param challenge what to answer so that the same request passes
 * @param retry how to bring the answer
 * @param retryAfter after what time the same request may pass by itself, told as {@code Retry-After}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String action,
        @Nullable ChallengeReply challenge,
        @Nullable Retry retry,
        @JsonIgnore Optional<Duration> retryAfter) {
    static Problem of(int status, String code, String detail) {
        return of(status, code, detail, Optional.empty());
    }

    private static Problem of(int status, String code, String detail, Optional<Duration> retryAfter) {
        String words = code.replace('-', ' ').replace("json", "JSON").replace("api", "API");
        String title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return new Problem("urn:postern:" + code, title, status, code, detail, null, null, null, retryAfter);
    }

    static Problem tooMany(Duration retryAfter) {
        return of(429, "too-many-requests", "There were too many requests from this address.", Optional.of(retryAfter));
    }

    static Problem unavailable(Duration retryAfter) {
        return of(503, "unavailable", "Answers can't be verified at this moment.", Optional.of(retryAfter));
    }

    static Problem busy() {
        return of(503, "busy", "Too many forms are being read at this moment.", Optional.of(Duration.ofSeconds(2)));
    }

    static Problem tooLarge() {
        return of(413, "body-too-large", "The request's body is larger than is read here.");
    }

    static Problem tooSlow() {
        return of(408, "body-too-slow", "The request's body came too slowly.");
    }

    static Problem incomplete() {
        return of(400, "incomplete-body", "The request's body broke off, or its framing is wrong.");
    }

    static Problem ambiguousPath() {
        return of(400, "invalid-input", "The path can be read in several ways, for which different actions are asked.");
    }

    /** This problem with a challenge that can be answered along with the repeated request. */
    Problem with(String forAction, ChallengeReply challenge) {
        String named = forAction.isEmpty() ? null : forAction;
        return new Problem(type, title, status, code, detail, named, challenge, Retry.BY_HEADERS, retryAfter);
    }

    record Retry(@JsonProperty("answer-headers") List<String> answerHeaders) {
        private static final Retry BY_HEADERS = new Retry(List.of(Presented.CHALLENGE_HEADER, Presented.ANSWER_HEADER));
    }
}
