package dev.postern.token;

import java.io.Serial;
import java.time.Duration;

/** The store can't answer now: it is full, or can't be reached. Nothing was spent; the same call may be repeated later. */
public final class StoreUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    /** Says why, without a token in it, and after what time a repeated call may succeed. */
    public StoreUnavailableException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** After what time a repeated call may succeed. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
