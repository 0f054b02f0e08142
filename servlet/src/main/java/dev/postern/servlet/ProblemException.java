package dev.postern.servlet;

import java.io.Serial;

/** Ends a request with a problem that the client is told. */
final class ProblemException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
