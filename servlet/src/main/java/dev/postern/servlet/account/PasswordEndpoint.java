package dev.postern.servlet.account;

import dev.postern.account.Accounts;
import dev.postern.account.Password;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code POST /api/v1/auth/password}: changes the caller's password, which ends all tokens. */
public final class PasswordEndpoint extends Endpoint {
    private final Authentication authentication;
    private final Accounts accounts;

    public PasswordEndpoint(Authentication authentication, Accounts accounts) {
        super("POST");
        this.authentication = authentication;
        this.accounts = accounts;
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        Caller caller = authentication.require(request, response);
        JsonFields fields = json(request, false);
        Optional<Password> current = AccountFields.password(fields, "currentPassword");
        Password next = AccountFields.newPassword(fields, "newPassword");
        boolean changed =
                current.isPresent() && accounts.changePassword(caller.account().id(), current.get(), next);
        if (!changed) {
            throw new ProblemException(
                    Problem.of(403, "wrong-password", "The field currentPassword must hold the account's password."));
        }
        Json.writeNothing(response);
    }
}
