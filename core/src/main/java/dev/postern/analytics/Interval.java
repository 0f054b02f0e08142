package dev.postern.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the intervals of a {@link Series} are, by the clocks and calendars of a time zone. */
public enum Interval {
    /** A minute. */
    MINUTE(ChronoUnit.MINUTES),
    /** From one full hour to the next: where the clocks go back, an hour of the local time comes twice. */
    HOUR(ChronoUnit.HOURS),
    /** From the start of one local day to the next: 23 or 25 hours where the clocks are changed. */
    DAY(ChronoUnit.DAYS);

    private final ChronoUnit unit;

    Interval(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The interval's name in lower case, as queries and replies have it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The starts of the intervals from the one that holds {@code from} to the one before {@code to}; one more than {@code most} if there are more. */
    List<ZonedDateTime> starts(Instant from, Instant to, ZoneId zone, int most) {
        ZonedDateTime start = startOf(from.atZone(zone));
        for (ZonedDateTime next = after(start); !next.toInstant().isAfter(from); next = after(start)) {
            start = next;
        }
        List<ZonedDateTime> starts = new ArrayList<>();
        while (start.toInstant().isBefore(to) && starts.size() <= most) {
            starts.add(start);
            start = after(start);
        }
        return starts;
    }

    private ZonedDateTime startOf(ZonedDateTime time) {
        return this == DAY ? startOf(time.toLocalDate(), time.getZone()) : time.truncatedTo(unit);
    }

    private static ZonedDateTime startOf(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone);
    }

    private ZonedDateTime after(ZonedDateTime start) {
        if (this == DAY) {
            return startOf(start.toLocalDate().plusDays(1), start.getZone());
        }
        ZonedDateTime later = start.plus(1, unit);
        ZonedDateTime full = later.truncatedTo(unit);
        // Where clocks go back by half an hour, the full hour before is the one that has begun already.
        return full.isAfter(start) ? full : later;
    }
}
