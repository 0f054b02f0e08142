package dev.postern.database;

import java.io.Serial;

/** A row with the same unique value is there already. */
public final class DuplicateKeyException extends DatabaseException {
    @Serial
    private static final long serialVersionUID = 1;

    DuplicateKeyException(String message) {
        super(message);
    }
}
