package dev.postern.servlet.dashboard;

import dev.postern.account.Accounts;
import dev.postern.servlet.account.AccessToken;
import dev.postern.servlet.account.Authentication;
import dev.postern.servlet.account.Caller;
import dev.postern.servlet.account.SignIn;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /dashboard/session}: who has signed in to the dashboard in this browser. */
public final class SessionEndpoint extends Endpoint {
    private final Authentication authentication;
    private final SignIn signIn;
    private final Accounts accounts;
    private final DashboardSession session;

    public SessionEndpoint(Authentication authentication, SignIn signIn, Accounts accounts, DashboardSession session) {
        super("GET", "POST", "DELETE");
        this.authentication = authentication;
        this.signIn = signIn;
        this.accounts = accounts;
        this.session = session;
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        authentication.requireSameOrigin(request);
        Optional<Caller> caller = authentication.ofCookie(request);
        if (caller.isEmpty()) {
            throw new ProblemException(Authentication.nobody(response)
                    .problem()
                    .with("registration", signIn.registration().mode()));
        }
        session.write(
                response, 200, caller.get().account(), caller.get().token().csrf());
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        authentication.requireSameOrigin(request);
        session.begin(request, response, 200, signIn.login(request, json(request, false)));
    }

    @Override
    protected void delete(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        AccessToken token = authentication.require(request, response).token();
        accounts.endToken(token.id(), token.expiresAt());
        session.end(request, response);
        Json.writeNothing(response);
    }
}
