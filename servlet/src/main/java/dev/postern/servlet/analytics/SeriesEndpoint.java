package dev.postern.servlet.analytics;

import dev.postern.analytics.Analytics;
import dev.postern.analytics.Interval;
import dev.postern.analytics.Series;
import dev.postern.servlet.account.Authentication;
import dev.postern.servlet.account.KeyIds;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** {@code GET /api/v1/analytics/timeseries}: figures of a time, interval by interval. */
public final class SeriesEndpoint extends Endpoint {
    private final Authentication authentication;
    private final Analytics analytics;
    private final InstantSource clock;

    public SeriesEndpoint(Authentication authentication, Analytics analytics, InstantSource clock) {
        super("GET");
        this.authentication = authentication;
        this.analytics = analytics;
        this.clock = clock;
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        long account = authentication.require(request, response).account().id();
        TimeQuery query = TimeQuery.of(request, clock);
        Interval interval = interval(TimeQuery.parameter(request, "interval").orElse(Interval.HOUR.code()));
        SeriesReply reply =
                series(account, query, interval).map(SeriesReply::of).orElseThrow(KeyIds::noSuchKey);
        Json.write(response, 200, reply);
    }

    private Optional<Series> series(long account, TimeQuery query, Interval interval) throws ProblemException {
        try {
            return analytics.series(account, query.keyId(), query.from(), query.to(), interval, query.zone());
        } catch (IllegalArgumentException e) {
            throw TimeQuery.invalid("interval: " + e.getMessage() + ".");
        }
    }

    private static Interval interval(String code) throws ProblemException {
        return Arrays.stream(Interval.values())
                .filter(interval -> interval.code().equals(code))
                .findFirst()
                .orElseThrow(() -> TimeQuery.invalid("interval must be minute, hour or day."));
    }
}
