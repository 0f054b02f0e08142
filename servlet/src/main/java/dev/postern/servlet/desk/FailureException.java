package dev.postern.servlet.desk;

import java.io.Serial;

/** Ends a request with a failure that the client is told. */
final class FailureException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    FailureException(Failure failure) {
        super(failure.description(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
