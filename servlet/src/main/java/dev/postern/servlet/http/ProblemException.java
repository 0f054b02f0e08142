package dev.postern.servlet.http;

import dev.postern.Metrics;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** Ends a request with a problem that the client is told. */
public final class ProblemException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What a body that could not be read ends a request with. */
    public static ProblemException of(IOException reading) {
        return new ProblemException(reading instanceof BodyException body ? body.problem() : Problem.incomplete());
    }

    /** Stops a client that asks too often: one that has to wait. */
    public static void requireNoWait(Optional<Duration> wait) throws ProblemException {
        if (wait.isPresent()) {
            throw new ProblemException(Problem.tooMany(wait.get()));
        }
    }

    /** The same, of a limit that is told of. */
    public static void requireNoWait(Optional<Duration> wait, Metrics metrics, Metrics.Limit limit)
            throws ProblemException {
        if (wait.isPresent()) {
            metrics.limited(limit);
        }
        requireNoWait(wait);
    }

    public Problem problem() {
        return problem;
    }
}
