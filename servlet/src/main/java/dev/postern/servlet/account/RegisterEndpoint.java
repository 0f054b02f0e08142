package dev.postern.servlet.account;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /api/v1/auth/register}: makes an account. */
public final class RegisterEndpoint extends Endpoint {
    private final SignIn signIn;
    private final AccessTokens tokens;

    public RegisterEndpoint(SignIn signIn, AccessTokens tokens) {
        super("POST");
        this.signIn = signIn;
        this.tokens = tokens;
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        Json.write(response, 201, TokenReply.of(signIn.register(request, json(request, false)), tokens));
    }
}
