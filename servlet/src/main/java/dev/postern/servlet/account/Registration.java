package dev.postern.servlet.account;

import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may make an account: nobody, whoever has the invitation code, or anyone. Immutable. */
public final class Registration {
    /** Nobody. */
    public static final Registration OFF = new Registration("off", null);

    /** Anyone. */
    public static final Registration OPEN = new Registration("open", null);

    private static final int SHORTEST_CODE = 8;

    private final String mode;
    private final byte @Nullable [] code;

    private Registration(String mode, byte @Nullable [] code) {
        this.mode = mode;
        this.code = code;
    }

    /**
     * Whoever has this code.
     *
     * @throws IllegalArgumentException if it has fewer than 8 characters
     */
    public static Registration byInvitation(String code) {
        if (code.length() < SHORTEST_CODE) {
            throw new IllegalArgumentException("an invitation code must have " + SHORTEST_CODE + " characters or more");
        }
        return new Registration("invitation", code.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code off}, {@code invitation} or {@code open}. */
    public String mode() {
        return mode;
    }

    void requireAllowed(JsonFields fields) throws ProblemException {
        if (this == OFF) {
            throw new ProblemException(Problem.of(403, "registration-closed", "Nobody can register here."));
        }
        if (code != null) {
            Optional<String> invitation = fields.text("invitation");
            if (invitation.isEmpty()
                    || !MessageDigest.isEqual(code, invitation.get().getBytes(StandardCharsets.UTF_8))) {
                throw new ProblemException(Problem.of(
                        403, "invalid-invitation", "The field invitation must hold the code that you were given."));
            }
        }
    }

    /** Never the invitation code. */
    @Override
    public String toString() {
        return "Registration[" + mode + "]";
    }
}
