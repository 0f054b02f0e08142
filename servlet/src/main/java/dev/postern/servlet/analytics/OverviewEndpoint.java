package dev.postern.servlet.analytics;

import dev.postern.analytics.Analytics;
import dev.postern.servlet.account.Authentication;
import dev.postern.servlet.account.KeyIds;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;

/** {@code GET /api/v1/analytics/overview}: figures of a time, and of the time before. */
public final class OverviewEndpoint extends Endpoint {
    private final Authentication authentication;
    private final Analytics analytics;
    private final InstantSource clock;

    public OverviewEndpoint(Authentication authentication, Analytics analytics, InstantSource clock) {
        super("GET");
        this.authentication = authentication;
        this.analytics = analytics;
        this.clock = clock;
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        long account = authentication.require(request, response).account().id();
        TimeQuery query = TimeQuery.of(request, clock);
        OverviewReply reply = analytics
                .overview(account, query.keyId(), query.from(), query.to())
                .map(OverviewReply::of)
                .orElseThrow(KeyIds::noSuchKey);
        Json.write(response, 200, reply);
    }
}
