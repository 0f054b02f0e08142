package dev.postern.servlet.account;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /api/v1/auth/login}: gives a token for an address and a password. */
public final class LoginEndpoint extends Endpoint {
    private final SignIn signIn;
    private final AccessTokens tokens;

    public LoginEndpoint(SignIn signIn, AccessTokens tokens) {
        super("POST");
        this.signIn = signIn;
        this.tokens = tokens;
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        Json.write(response, 200, TokenReply.of(signIn.login(request, json(request, false)), tokens));
    }
}
