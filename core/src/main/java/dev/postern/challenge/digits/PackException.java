package dev.postern.challenge.digits;

import java.io.Serial;

/** A phrase pack has a mistake. The message says where, and what would be right. */
public final class PackException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    PackException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }

    PackException(String file, String reason) {
        super(file + ": " + reason);
    }
}
