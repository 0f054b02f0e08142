package dev.postern.solver;

/** Bytes that are no image which the desk takes. */
final class InvalidImageException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidImageException(String message) {
        super(message);
    }
}
