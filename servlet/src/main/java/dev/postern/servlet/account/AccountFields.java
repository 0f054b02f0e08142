package dev.postern.servlet.account;

import dev.postern.account.Password;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import java.util.Optional;

/** What people say of themselves. */
final class AccountFields {
    private AccountFields() {}

    /** A string that has to be there. */
    static String text(JsonFields fields, String name) throws ProblemException {
        return fields.text(name).orElseThrow(() -> invalid(name + " must be a string."));
    }

    /** What was typed as the password of an account; empty if it can be none's. */
    static Optional<Password> password(JsonFields fields, String name) throws ProblemException {
        String typed = text(fields, name);
        try {
            return Optional.of(Password.of(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A password that someone has chosen. */
    static Password newPassword(JsonFields fields, String name) throws ProblemException {
        return password(fields, name)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(400, "invalid-password", name + " must have 8 to 128 characters.")));
    }

    /** What a person wants to be called; who leaves it blank, does not say. */
    static Optional<String> name(JsonFields fields) throws ProblemException {
        if (!fields.has("name")) {
            return Optional.empty();
        }
        return Optional.of(text(fields, "name").strip()).filter(name -> !name.isEmpty());
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.of(400, "invalid-input", detail));
    }
}
