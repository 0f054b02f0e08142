package dev.postern.servlet.account;

import dev.postern.account.Accounts;
import dev.postern.account.ApiKeys;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /api/v1/auth/me}: the caller's account. */
public final class MeEndpoint extends Endpoint {
    private final Authentication authentication;
    private final Accounts accounts;
    private final ApiKeys apiKeys;

    public MeEndpoint(Authentication authentication, Accounts accounts, ApiKeys apiKeys) {
        super("GET", "DELETE");
        this.authentication = authentication;
        this.accounts = accounts;
        this.apiKeys = apiKeys;
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        Json.write(
                response,
                200,
                UserReply.of(authentication.require(request, response).account()));
    }

    @Override
    protected void delete(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        long account = authentication.require(request, response).account().id();
        apiKeys.revokeAll(account); // so that this node forgets them
        accounts.delete(account);
        Json.writeNothing(response);
    }
}
