package dev.postern.solver;

/** Bytes are no image that is read here; the message says why, for whoever sent them: "it breaks off". */
public final class InvalidImageException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidImageException(String message) {
        super(message);
    }
}
