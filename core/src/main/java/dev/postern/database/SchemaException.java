package dev.postern.database;

import java.io.Serial;

/** Postern's tables can't be used as they are; the message says why, and what would be right. */
public final class SchemaException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    SchemaException(String message) {
        super(message);
    }
}
