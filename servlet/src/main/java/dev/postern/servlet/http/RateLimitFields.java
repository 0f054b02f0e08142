package dev.postern.servlet.http;

import dev.postern.limit.Quota;
import dev.postern.limit.Rate;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** What a limit allows and what it leaves, in header fields (draft-ietf-httpapi-ratelimit-headers-11). */
public final class RateLimitFields {
    public static final String POLICY = "RateLimit-Policy";
    public static final String LEFT = "RateLimit";

    private RateLimitFields() {}

    /** Adds this limit to those that the reply speaks of, and stops a client that asks too often. */
    public static void require(HttpServletResponse response, String name, Quota quota) throws ProblemException {
        add(response, name, quota);
        ProblemException.requireNoWait(quota.toWait());
    }

    /** Adds this limit to those that the reply speaks of. */
    public static void add(HttpServletResponse response, String name, Quota quota) {
        Rate rate = quota.rate();
        response.addHeader(POLICY, '"' + name + "\";q=" + rate.times() + ";w=" + wholeSeconds(rate.per()));
        response.addHeader(LEFT, '"' + name + "\";r=" + quota.left() + ";t=" + wholeSeconds(quota.untilNext()));
    }

    /** Rounded up: who comes back then is not too early. */
    static long wholeSeconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
