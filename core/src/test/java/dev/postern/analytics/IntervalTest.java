package dev.postern.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final int MOST = 2_000;

    @Test
    void intervals_goFromTheOneThatHoldsTheStart_toTheOneBeforeTheEnd() {
        assertEquals(
                List.of("2026-04-13T10:00:00Z", "2026-04-13T11:00:00Z"),
                starts(Interval.HOUR, "2026-04-13T10:59:59.999Z", "2026-04-13T12:00:00Z", "Z"));
        assertEquals(
                List.of("2026-04-13T10:00:00Z", "2026-04-13T11:00:00Z", "2026-04-13T12:00:00Z"),
                starts(Interval.HOUR, "2026-04-13T10:00:00Z", "2026-04-13T12:00:00.001Z", "Z"));
        assertEquals(
                List.of("2026-04-13T10:05:00Z"),
                starts(Interval.MINUTE, "2026-04-13T10:05:01Z", "2026-04-13T10:05:02Z", "Z"));
    }

    @Test
    void days_areShorterAndLongerWhereTheClocksChange() {
        assertEquals(
                List.of("2026-03-28T00:00:00+01:00", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
                starts(Interval.DAY, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", "Europe/Berlin"));
        assertEquals(
                List.of("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"),
                starts(Interval.DAY, "2026-10-24T22:00:00Z", "2026-10-25T23:00:01Z", "Europe/Berlin"));
    }

    @Test
    void aDay_beginsWhereItsMidnightIsLeftOut() {
        assertEquals(
                List.of("2018-11-03T00:00:00-03:00", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"),
                starts(Interval.DAY, "2018-11-03T12:00:00Z", "2018-11-05T12:00:00Z", "America/Sao_Paulo"));
        assertEquals(
                List.of("2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"),
                starts(Interval.DAY, "2011-12-29T12:00:00Z", "2011-12-30T12:00:00Z", "Pacific/Apia"));
    }

    @Test
    void anHourThatComesTwice_makesTwoIntervals_andOneThatIsLeftOutNone() {
        assertEquals(
                List.of(
                        "2026-10-25T01:00:00+02:00",
                        "2026-10-25T02:00:00+02:00",
                        "2026-10-25T02:00:00+01:00",
                        "2026-10-25T03:00:00+01:00"),
                starts(Interval.HOUR, "2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", "Europe/Berlin"));
        assertEquals(
                List.of("2026-10-25T02:00:00+01:00"),
                starts(Interval.HOUR, "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z", "Europe/Berlin"));
        assertEquals(
                List.of("2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"),
                starts(Interval.HOUR, "2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z", "Europe/Berlin"));
    }

    @Test
    void hours_beginAtTheLocalFullHour_alsoWhereThatIsHalfPastInUtc() {
        assertEquals(
                List.of("2026-04-13T15:00:00+05:30", "2026-04-13T16:00:00+05:30"),
                starts(Interval.HOUR, "2026-04-13T10:29:59Z", "2026-04-13T10:31:00Z", "Asia/Kolkata"));
    }

    @Test
    void intervalsGoOn_whereTheClocksGoBackByHalfAnHour() {
        assertEquals(
                List.of(
                        "2026-04-05T01:00:00+11:00",
                        "2026-04-05T01:30:00+10:30",
                        "2026-04-05T02:00:00+10:30",
                        "2026-04-05T03:00:00+10:30"),
                starts(Interval.HOUR, "2026-04-04T14:00:00Z", "2026-04-04T16:31:00Z", "Australia/Lord_Howe"));
        assertEquals(
                List.of("2026-04-05T01:30:00+10:30"),
                starts(Interval.HOUR, "2026-04-04T15:15:00Z", "2026-04-04T15:20:00Z", "Australia/Lord_Howe"));
    }

    @Test
    void inEveryZone_intervalsFollowOneAnother_theFirstHoldingTheStart() {
        Instant from = Instant.parse("2026-03-25T12:34:56.789Z");
        Instant to = from.plus(Duration.ofDays(16));
        for (String id : ZoneId.getAvailableZoneIds()) {
            for (Interval interval : List.of(Interval.HOUR, Interval.DAY)) {
                List<ZonedDateTime> starts = interval.starts(from, to, ZoneId.of(id), MOST);
                assertTrue(!starts.get(0).toInstant().isAfter(from), id);
                for (int i = 1; i < starts.size(); i++) {
                    assertTrue(starts.get(i).isAfter(starts.get(i - 1)), id);
                    assertTrue(starts.get(i).toInstant().isAfter(from), id);
                    assertTrue(starts.get(i).toInstant().isBefore(to), id);
                }
            }
        }
    }

    @Test
    void noMoreThanOneTooMany_areMade() {
        Instant from = Instant.parse("2000-01-01T00:00:00Z");
        assertEquals(
                MOST + 1,
                Interval.MINUTE
                        .starts(from, Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC, MOST)
                        .size());
    }

    private static List<String> starts(Interval interval, String from, String to, String zone) {
        return interval.starts(Instant.parse(from), Instant.parse(to), ZoneId.of(zone), MOST).stream()
                .map(ZonedDateTime::toOffsetDateTime)
                .map(IntervalTest::text)
                .toList();
    }

    private static String text(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
}
