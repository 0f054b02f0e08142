package dev.postern.account;

import java.io.Serial;
import java.time.Duration;

/** Nothing was done, because too much is being asked; the same call may succeed later. */
public final class TryLaterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final Duration retryAfter;

    TryLaterException(Reason reason, Duration retryAfter) {
        super(reason.text);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** What is too much. */
    public Reason reason() {
        return reason;
    }

    /** How long to wait. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** What is too much. */
    public enum Reason {
        /** Passwords were tried for one account too often. */
        THROTTLED("there were too many attempts for this account"),
        /** Too many passwords are being hashed at this moment. */
        BUSY("too many passwords are being checked at this moment");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
