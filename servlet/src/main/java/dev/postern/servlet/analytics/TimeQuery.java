package dev.postern.servlet.analytics;

import dev.postern.servlet.account.KeyIds;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which figures are asked for.
 *
 * @param from the start
 * @param to the end; after the start
 * @param zone where dates, hours and days begin
 * @param keyId of which key; of all if empty
 */
record TimeQuery(Instant from, Instant to, ZoneId zone, OptionalLong keyId) {
    private static final Duration BY_DEFAULT = Duration.ofHours(24);
    private static final int LONGEST = 64;

    /** What the query of this request says; of what it doesn't, the last 24 hours, UTC, all keys. */
    static TimeQuery of(HttpServletRequest request, InstantSource clock) throws ProblemException {
        ZoneId zone = zone(parameter(request, "timeZone").orElse("UTC"));
        Optional<String> end = parameter(request, "to");
        Optional<String> start = parameter(request, "from");
        Instant to =
                end.isPresent() ? time("to", end.get(), zone) : clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant from = start.isPresent() ? time("from", start.get(), zone) : to.minus(BY_DEFAULT);
        if (!from.isBefore(to)) {
            throw invalid("from must be before to.");
        }
        return new TimeQuery(from, to, zone, key(parameter(request, "keyId").orElse("")));
    }

    /** What the query has by this name. Containers refuse in ways of their own what is encoded wrongly. */
    static Optional<String> parameter(HttpServletRequest request, String name) throws ProblemException {
        try {
            return Optional.ofNullable(request.getParameter(name));
        } catch (RuntimeException e) {
            throw invalid("The query is encoded wrongly.");
        }
    }

    private static ZoneId zone(String text) throws ProblemException {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw invalid("timeZone must be one of the IANA's, as Europe/Berlin.");
        }
    }

    private static Instant time(String name, String text, ZoneId zone) throws ProblemException {
        if (text.length() > LONGEST) {
            throw noTime(name);
        }
        try {
            Instant time = text.contains("T")
                    ? OffsetDateTime.parse(text.replace(' ', '+')).toInstant() // + is a space in a query
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
            int year = time.atZone(ZoneOffset.UTC).getYear();
            if (year < 1970 || year > 2999) {
                throw invalid(name + " must be in the years 1970 to 2999.");
            }
            return time.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw noTime(name);
        }
    }

    private static OptionalLong key(String text) throws ProblemException {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(KeyIds.parse(text));
    }

    private static ProblemException noTime(String name) {
        return invalid(name + " must be a time such as 2026-04-13T11:28:44Z, or a date such as 2026-04-13.");
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(Problem.of(400, "invalid-input", detail));
    }
}
