package dev.postern.solver;

/** An image could not be read. */
public final class UnsolvableException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says why, for whoever runs the desk. It must not hold what was read. */
    public UnsolvableException(String message) {
        super(message);
    }
}
