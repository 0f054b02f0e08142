package dev.postern.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Verdict.Outcome;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the rows to figures. */
class FiguresTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final OptionalLong ALL_KEYS = OptionalLong.empty();
    private static final Instant HOUR_AGO = TestClock.START.minus(Duration.ofHours(1));
    private static final Instant IN_AN_HOUR = TestClock.START.plus(Duration.ofHours(1));
    private static final Figures NOTHING = new Figures(
            0, 0, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anOverview_saysWhatWasCounted_alsoWhatWasCountedJustNow(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        Counter counter = analytics.counter(Ledger.KEY);
        for (int i = 0; i < 10; i++) {
            counter.issued();
        }
        counter.verified(Ledger.allowed(100, 523));
        counter.verified(Ledger.allowed(85.5, 523));
        counter.verified(Ledger.lowScore(10, 20_000));
        counter.verified(Ledger.failed(Outcome.INCORRECT_ANSWER));
        counter.verified(Ledger.failed(Outcome.EXPIRED));
        counter.verified(Ledger.failed(Outcome.ALREADY_USED));
        counter.verified(Ledger.failed(Outcome.INVALID_INPUT)); // which is judged by nobody
        counter.redeemed();
        Overview overview = overview(analytics, ALL_KEYS, HOUR_AGO, IN_AN_HOUR);
        Figures figures = overview.figures();
        assertEquals(10, figures.issued());
        assertEquals(6, figures.verified());
        assertEquals(3, figures.succeeded());
        assertEquals(2, figures.allowed());
        assertEquals(1, figures.redeemed());
        assertEquals(OptionalDouble.of(0.5), figures.successRate());
        assertEquals(OptionalDouble.of(65.2), figures.meanScore());
        assertEquals(523, (double) figures.solveTimeP50Ms().orElseThrow(), 11);
        assertEquals(20_000, (double) figures.solveTimeP95Ms().orElseThrow(), 401);
        assertEquals(NOTHING, overview.previous().figures());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void previous_isTheTimeOfEqualLengthJustBefore(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        for (int i = 0; i < 10; i++) {
            analytics.counter(Ledger.KEY).issued();
            clock.advance(Duration.ofMinutes(1));
        }
        Instant from = Instant.parse("2026-04-13T11:32:00Z"); // the first count was in the minute that began at 11:28
        Overview overview = overview(analytics, ALL_KEYS, from, from.plusSeconds(180));
        assertEquals(3, overview.figures().issued());
        assertEquals(from.minusSeconds(180), overview.previous().from());
        assertEquals(from, overview.previous().to());
        assertEquals(3, overview.previous().figures().issued());
        assertEquals(
                6,
                overview(analytics, ALL_KEYS, from, from.plusSeconds(600))
                        .figures()
                        .issued());
        assertEquals(
                4,
                overview(analytics, ALL_KEYS, from, from.plusSeconds(600))
                        .previous()
                        .figures()
                        .issued());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aMinute_countsWhereItBeginsInTheTime(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        analytics.counter(Ledger.KEY).issued();
        Instant minute = Instant.parse("2026-04-13T11:28:00Z");
        assertEquals(1, issued(analytics, minute, minute.plusNanos(1)));
        assertEquals(0, issued(analytics, minute.plusNanos(1), minute.plusSeconds(60)));
        assertEquals(0, issued(analytics, minute.minusSeconds(60), minute));
    }

    private static long issued(Analytics analytics, Instant from, Instant to) {
        return overview(analytics, ALL_KEYS, from, to).figures().issued();
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void figures_areOfAllKeysOfTheAccount_orOfOneOfThem_revokedOnesIncluded(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        analytics.counter(Ledger.KEY).issued();
        for (int i = 0; i < 2; i++) {
            analytics.counter(Ledger.OTHER_KEY).issued();
        }
        for (int i = 0; i < 4; i++) {
            analytics.counter(Ledger.FOREIGN_KEY).issued();
        }
        assertEquals(
                3, overview(analytics, ALL_KEYS, HOUR_AGO, IN_AN_HOUR).figures().issued());
        assertEquals(
                1,
                overview(analytics, OptionalLong.of(Ledger.KEY), HOUR_AGO, IN_AN_HOUR)
                        .figures()
                        .issued());
        assertEquals(
                2,
                overview(analytics, OptionalLong.of(Ledger.OTHER_KEY), HOUR_AGO, IN_AN_HOUR)
                        .figures()
                        .issued());
        List<Series.Point> points = series(
                        analytics, OptionalLong.of(Ledger.OTHER_KEY), HOUR_AGO, IN_AN_HOUR, Interval.HOUR, "Z")
                .points();
        assertEquals(2, points.get(1).figures().issued());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anotherAccountsKey_isNotThere(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        analytics.counter(Ledger.FOREIGN_KEY).issued();
        for (long key : new long[] {Ledger.FOREIGN_KEY, 77}) {
            assertEquals(
                    Optional.empty(), analytics.overview(Ledger.ACCOUNT, OptionalLong.of(key), HOUR_AGO, IN_AN_HOUR));
            assertEquals(
                    Optional.empty(),
                    analytics.series(
                            Ledger.ACCOUNT, OptionalLong.of(key), HOUR_AGO, IN_AN_HOUR, Interval.HOUR, ZoneOffset.UTC));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anAccountWithoutKeys_hasFiguresOfNothing(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        Overview overview =
                analytics.overview(999, ALL_KEYS, HOUR_AGO, IN_AN_HOUR).orElseThrow();
        assertEquals(NOTHING, overview.figures());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void manyKeys_addUp(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        for (int key = 1_000; key < 1_043; key++) {
            ledger.addKey(key, Ledger.ACCOUNT, Optional.empty());
            analytics.counter(key).verified(Ledger.allowed(50, key));
        }
        Figures figures = overview(analytics, ALL_KEYS, HOUR_AGO, IN_AN_HOUR).figures();
        assertEquals(43, figures.allowed());
        assertEquals(1_021, (double) figures.solveTimeP50Ms().orElseThrow(), 21);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aSeries_hasEmptyIntervalsToo_andAddsUpToTheOverview(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        analytics.counter(Ledger.KEY).issued(); // at 11:28
        clock.advance(Duration.ofMinutes(3));
        analytics.counter(Ledger.KEY).verified(Ledger.allowed(90, 400));
        analytics.counter(Ledger.OTHER_KEY).verified(Ledger.failed(Outcome.EXPIRED));
        Series series = series(
                analytics,
                ALL_KEYS,
                Instant.parse("2026-04-13T11:27:30Z"),
                Instant.parse("2026-04-13T11:32:30Z"),
                Interval.MINUTE,
                "Z");
        assertEquals(
                List.of(
                        "2026-04-13T11:27Z",
                        "2026-04-13T11:28Z",
                        "2026-04-13T11:29Z",
                        "2026-04-13T11:30Z",
                        "2026-04-13T11:31Z",
                        "2026-04-13T11:32Z"),
                series.points().stream().map(point -> "" + point.start()).toList());
        assertEquals(
                List.of(0L, 1L, 0L, 0L, 0L, 0L),
                series.points().stream().map(point -> point.figures().issued()).toList());
        assertEquals(NOTHING, series.points().get(2).figures());
        Figures fourth = series.points().get(4).figures();
        assertEquals(2, fourth.verified());
        assertEquals(OptionalDouble.of(0.5), fourth.successRate());
        assertEquals(OptionalDouble.of(90), fourth.meanScore());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aSeries_leavesOutWhatLiesBeforeItsStart_asTheOverviewDoes(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        analytics.counter(Ledger.KEY).issued(); // at 11:28
        clock.advance(Duration.ofMinutes(10));
        analytics.counter(Ledger.KEY).issued();
        Instant from = Instant.parse("2026-04-13T11:30:00Z");
        assertEquals(1, issued(analytics, from, IN_AN_HOUR));
        assertEquals(
                List.of(1L, 0L),
                series(analytics, ALL_KEYS, from, IN_AN_HOUR, Interval.HOUR, "Z").points().stream()
                        .map(point -> point.figures().issued())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void daysInBerlin_have23And25HoursWhereTheClocksChange(TestDatabase dataSource) {
        Analytics analytics = start(dataSource);
        Instant start = Instant.parse("2026-10-23T22:00:00Z"); // 24 October, 00:00
        goTo(start);
        for (int hour = 0; hour < 73; hour++) {
            analytics.counter(Ledger.KEY).issued();
            clock.advance(Duration.ofHours(1));
        }
        Instant end = start.plus(Duration.ofHours(73));
        assertEquals(
                List.of(24L, 25L, 24L), points(series(analytics, ALL_KEYS, start, end, Interval.DAY, "Europe/Berlin")));
        Series hours = series(analytics, ALL_KEYS, start, end, Interval.HOUR, "Europe/Berlin");
        assertEquals(73, hours.points().size());
        assertTrue(points(hours).stream().allMatch(issued -> issued == 1));
        assertEquals(
                2,
                hours.points().stream()
                        .filter(point -> "2026-10-25T02:00"
                                .equals(point.start().toLocalDateTime().toString()))
                        .count());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void hoursInKolkata_beginAtHalfPastInUtc(TestDatabase dataSource) {
        Analytics analytics = start(dataSource); // 16:58 there
        for (int i = 0; i < 4; i++) {
            analytics.counter(Ledger.KEY).issued();
            clock.advance(Duration.ofMinutes(1));
        }
        assertEquals(
                List.of(2L, 2L),
                points(series(
                        analytics,
                        ALL_KEYS,
                        Instant.parse("2026-04-13T10:30:00Z"),
                        Instant.parse("2026-04-13T12:30:00Z"),
                        Interval.HOUR,
                        "Asia/Kolkata")));
    }

    @Test
    void timesThatCantBe_areRefused_withWhatWouldBeRight() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            Analytics analytics = start(dataSource);
            assertThrows(IllegalArgumentException.class, () -> overview(analytics, ALL_KEYS, HOUR_AGO, HOUR_AGO));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> series(analytics, ALL_KEYS, IN_AN_HOUR, HOUR_AGO, Interval.DAY, "Z"));
            assertThrows(IllegalArgumentException.class, () -> overview(analytics, ALL_KEYS, Instant.MIN, HOUR_AGO));
            assertThrows(IllegalArgumentException.class, () -> overview(analytics, ALL_KEYS, HOUR_AGO, Instant.MAX));
            IllegalArgumentException tooMany = assertThrows(
                    IllegalArgumentException.class,
                    () -> series(
                            analytics, ALL_KEYS, HOUR_AGO, HOUR_AGO.plusSeconds(2_000 * 60), Interval.MINUTE, "Z"));
            assertTrue(tooMany.toString().contains("2000 points"), tooMany.toString());
            assertEquals(
                    2_000,
                    series(analytics, ALL_KEYS, HOUR_AGO, HOUR_AGO.plusSeconds(1_999 * 60), Interval.MINUTE, "Z")
                            .points()
                            .size());
        }
    }

    @Test
    void anyTimeOfTheCalendar_canBeAskedFor() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            Analytics analytics = start(dataSource);
            analytics.counter(Ledger.KEY).issued();
            assertEquals(
                    1, issued(analytics, Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z")));
        }
    }

    private Analytics start(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        assertEquals(0, new Ledger(database).rows());
        return Analytics.on(database, clock);
    }

    private void goTo(Instant time) {
        clock.advance(Duration.between(clock.instant(), time));
    }

    private static Overview overview(Analytics analytics, OptionalLong key, Instant from, Instant to) {
        return analytics.overview(Ledger.ACCOUNT, key, from, to).orElseThrow();
    }

    private static Series series(
            Analytics analytics, OptionalLong key, Instant from, Instant to, Interval interval, String zone) {
        return analytics
                .series(Ledger.ACCOUNT, key, from, to, interval, ZoneId.of(zone))
                .orElseThrow();
    }

    private static List<Long> points(Series series) {
        return series.points().stream().map(point -> point.figures().issued()).toList();
    }
}
