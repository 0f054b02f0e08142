package dev.postern.solver;

/** An engine is missing, or does not work. */
public final class SolverUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what is wrong with it, for whoever runs the desk. */
    public SolverUnavailableException(String message) {
        super(message);
    }

    /** As {@link #SolverUnavailableException(String)}, with what it comes from. */
    public SolverUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
