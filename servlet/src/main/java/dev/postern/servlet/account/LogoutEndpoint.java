package dev.postern.servlet.account;

import dev.postern.account.Accounts;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code POST /api/v1/auth/logout}: ends the token that asks for it. */
public final class LogoutEndpoint extends Endpoint {
    private final Authentication authentication;
    private final Accounts accounts;

    public LogoutEndpoint(Authentication authentication, Accounts accounts) {
        super("POST");
        this.authentication = authentication;
        this.accounts = accounts;
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        AccessToken token = authentication.require(request, response).token();
        accounts.endToken(token.id(), token.expiresAt());
        Json.writeNothing(response);
    }
}
