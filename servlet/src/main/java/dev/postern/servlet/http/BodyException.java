package dev.postern.servlet.http;

import java.io.IOException;
import java.io.Serial;

/** Ends the reading of a body with a problem that the client is told. */
final class BodyException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    BodyException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
