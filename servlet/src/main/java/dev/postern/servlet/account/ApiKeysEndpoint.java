package dev.postern.servlet.account;

import dev.postern.account.ApiKeySettings;
import dev.postern.account.ApiKeys;
import dev.postern.account.NewApiKey;
import dev.postern.limit.Rate;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** {@code /api/v1/api-keys}: the keys of the caller's account. */
public final class ApiKeysEndpoint extends Endpoint {
    private final Authentication authentication;
    private final ApiKeys apiKeys;
    private final Rate mostRequests;

    public ApiKeysEndpoint(Authentication authentication, ApiKeys apiKeys, Rate mostRequests) {
        super("GET", "POST");
        this.authentication = authentication;
        this.apiKeys = apiKeys;
        this.mostRequests = mostRequests;
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        long account = authentication.require(request, response).account().id();
        Json.write(
                response,
                200,
                new Reply(apiKeys.list(account).stream().map(ApiKeyReply::of).toList()));
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        long account = authentication.require(request, response).account().id();
        ApiKeySettings settings = new ApiKeyFields(json(request, false), mostRequests).settings();
        NewApiKey created = apiKeys.create(account, settings)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        409,
                        "too-many-keys",
                        "An account has " + ApiKeys.MOST_KEYS + " keys at most, and makes " + ApiKeys.MOST_KEYS_A_DAY
                                + " in 24 hours.")));
        response.setHeader("Location", path(request) + "/" + created.key().id());
        Json.write(response, 201, ApiKeyReply.of(created));
    }

    private record Reply(List<ApiKeyReply> keys) {}
}
