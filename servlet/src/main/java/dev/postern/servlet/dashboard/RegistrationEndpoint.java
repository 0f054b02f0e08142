package dev.postern.servlet.dashboard;

import dev.postern.servlet.account.Authentication;
import dev.postern.servlet.account.SignIn;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /dashboard/registration}: makes an account, and signs its owner in to the dashboard. */
public final class RegistrationEndpoint extends Endpoint {
    private final Authentication authentication;
    private final SignIn signIn;
    private final DashboardSession session;

    public RegistrationEndpoint(Authentication authentication, SignIn signIn, DashboardSession session) {
        super("POST");
        this.authentication = authentication;
        this.signIn = signIn;
        this.session = session;
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        authentication.requireSameOrigin(request);
        session.begin(request, response, 201, signIn.register(request, json(request, false)));
    }
}
