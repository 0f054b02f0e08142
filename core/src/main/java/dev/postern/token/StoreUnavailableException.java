package dev.postern.token;

import java.io.Serial;
import java.time.Duration;

/**
 * The store can't answer now: it is full, or can't be reached. The same call may be repeated later. Nothing was spent, unless the store is outside of this
 * process and its reply was lost: then the repeated call may find its challenge spent.
 */
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
