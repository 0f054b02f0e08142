package dev.postern.servlet.account;

import dev.postern.account.ApiKey;
import dev.postern.account.ApiKeys;
import dev.postern.limit.Rate;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /api/v1/api-keys/<id>}: one key of the caller's account. Of another's it says nothing, not even that it is there. */
public final class ApiKeyEndpoint extends Endpoint {
    private final Authentication authentication;
    private final ApiKeys apiKeys;
    private final Rate mostRequests;

    public ApiKeyEndpoint(Authentication authentication, ApiKeys apiKeys, Rate mostRequests) {
        super("GET", "PATCH", "DELETE");
        this.authentication = authentication;
        this.apiKeys = apiKeys;
        this.mostRequests = mostRequests;
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        long account = authentication.require(request, response).account().id();
        write(response, apiKeys.get(account, id(request)));
    }

    @Override
    protected void patch(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        long account = authentication.require(request, response).account().id();
        long id = id(request);
        ApiKeyFields fields = new ApiKeyFields(json(request, false), mostRequests);
        write(response, ApiKeyFields.checked(() -> apiKeys.change(account, id, fields::changed)));
    }

    @Override
    protected void delete(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        long account = authentication.require(request, response).account().id();
        if (!apiKeys.revoke(account, id(request))) {
            throw KeyIds.noSuchKey();
        }
        Json.writeNothing(response);
    }

    private static void write(HttpServletResponse response, Optional<ApiKey> key) throws IOException, ProblemException {
        Json.write(response, 200, ApiKeyReply.of(key.orElseThrow(KeyIds::noSuchKey)));
    }

    private static long id(HttpServletRequest request) throws ProblemException {
        return KeyIds.parse(variable(request));
    }
}
