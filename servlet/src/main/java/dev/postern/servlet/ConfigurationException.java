package dev.postern.servlet;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A mistake in the configuration, which stops start-up. Its message names the source, the key, the value and what would be right. */
public final class ConfigurationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ConfigurationException(String message) {
        this(message, null);
    }

    ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
