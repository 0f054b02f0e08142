package dev.postern.servlet.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A failure, in both spellings that clients read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FailureReply(
        int errorId,
        int code,
        String msg,
        String errorCode,
        String errorDescription,
        @Nullable Long retryAfterSec) {
    static FailureReply of(Failure failure) {
        Code code = failure.code();
        Long seconds = failure.retryAfter()
                .map(wait -> wait.plusNanos(999_999_999).toSeconds())
                .orElse(null);
        return new FailureReply(code.number(), code.number(), code.name(), code.name(), failure.description(), seconds);
    }
}
