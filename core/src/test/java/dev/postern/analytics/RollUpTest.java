package dev.postern.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.FailingConnections;
import dev.postern.database.Lease;
import dev.postern.database.TestDatabase;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RollUpTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";

    private final TestClock clock = new TestClock();
    private final SplittableRandom random = new SplittableRandom(3);

    @ParameterizedTest
    @MethodSource(DATABASES)
    void minutes_becomeHoursAfterTwoDays_andNoSumAndNoQuantileChanges(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        count(analytics, 300, Duration.ofMinutes(17)); // 85 hours
        Figures before = ledger.all();
        Series hoursBefore = series(analytics, Interval.HOUR, Duration.ofDays(4));
        assertEquals(600, ledger.rows());

        assertTrue(analytics.rollUp());

        assertEquals(before, ledger.all());
        assertEquals(hoursBefore, series(analytics, Interval.HOUR, Duration.ofDays(4)));
        Instant limit = Instant.parse("2026-04-15T00:00:00Z"); // 85 h − 48 h after the start is 00:28
        assertTrue(ledger.starts(Width.MINUTE).stream().noneMatch(start -> start.isBefore(limit)));
        assertTrue(ledger.starts(Width.HOUR).stream().allMatch(start -> start.isBefore(limit)));
        assertEquals(2 * 37, ledger.starts(Width.HOUR).size());

        assertTrue(analytics.rollUp());
        assertEquals(before, ledger.all());
        assertEquals(2 * 37, ledger.starts(Width.HOUR).size());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void hours_becomeDaysOfUtcAfter400Days(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        count(analytics, 100, Duration.ofMinutes(61));
        clock.advance(Duration.ofDays(30));
        assertTrue(analytics.rollUp());
        Figures before = ledger.all();
        Series daysBefore = series(analytics, Interval.DAY, Duration.ofDays(90));
        assertEquals(List.of(), ledger.starts(Width.DAY));
        assertEquals(200, ledger.starts(Width.HOUR).size());

        clock.advance(Duration.ofDays(372));
        assertTrue(analytics.rollUp());

        assertEquals(before, ledger.all());
        assertEquals(List.of(), ledger.starts(Width.MINUTE));
        assertEquals("2026-04-13T00:00:00Z", "" + ledger.starts(Width.DAY).get(0));
        clock.advance(Duration.ofDays(-372));
        Instant now = clock.instant();
        clock.advance(Duration.ofDays(372));
        assertEquals(
                daysBefore,
                analytics
                        .series(
                                Ledger.ACCOUNT,
                                OptionalLong.empty(),
                                now.minus(Duration.ofDays(90)),
                                now,
                                Interval.DAY,
                                ZoneOffset.UTC)
                        .orElseThrow());
        clock.advance(Duration.ofDays(10));
        assertTrue(analytics.rollUp());
        assertEquals(List.of(), ledger.starts(Width.HOUR));
        assertEquals(before, ledger.all());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aRollUpThatIsKilledAtAnyPoint_changesNoSum_andTheNextFinishes(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database mortal = Database.open(connections, clock);
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        try (Analytics analytics = Analytics.on(database, clock)) {
            count(analytics, 120, Duration.ofMinutes(25));
        }
        clock.advance(Duration.ofHours(48 + 30));
        Figures before = ledger.all();
        int died = 0;
        for (int calls = 0; calls < 60; calls += 3) {
            connections.failAfter(calls);
            try {
                assertTrue(Analytics.on(mortal, clock).rollUp());
            } catch (DatabaseException e) {
                died++;
            }
            connections.mend();
            assertEquals(before, ledger.all());
            clock.advance(Duration.ofMinutes(6)); // over which the dead node's lease ends
        }
        assertTrue(died >= 8, "died " + died + " times");
        assertTrue(Analytics.on(database, clock).rollUp());
        assertEquals(before, ledger.all());
        assertEquals(List.of(), ledger.starts(Width.MINUTE));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whoeverReadsMeanwhile_seesEachEventOnce(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        count(analytics, 600, Duration.ofMinutes(11));
        clock.advance(Duration.ofDays(5));
        Figures expected = ledger.all();
        AtomicInteger merging = new AtomicInteger(2);
        try (Crowd crowd = new Crowd(4)) {
            List<Integer> differing = crowd.all(i -> {
                if (i < 2) {
                    boolean done;
                    do {
                        done = Analytics.on(database, clock).rollUp();
                    } while (!done);
                    return merging.decrementAndGet() * 0;
                }
                int wrong = 0;
                do {
                    Figures seen = i == 2 ? ledger.all() : Ledger.ever(analytics);
                    wrong += seen.equals(expected) ? 0 : 1;
                } while (merging.get() > 0);
                return wrong;
            });
            assertEquals(List.of(0, 0, 0, 0), differing);
        }
        assertEquals(List.of(), ledger.starts(Width.MINUTE));
        assertEquals(expected, ledger.all());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whatComesLate_isMergedTheNextTime(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics late = Analytics.on(database, clock);
        Analytics analytics = Analytics.on(database, clock);
        late.counter(Ledger.KEY).issued();
        analytics.counter(Ledger.KEY).issued();
        analytics.flush();
        clock.advance(Duration.ofDays(3));
        assertTrue(analytics.rollUp());
        late.flush();
        assertEquals(2, Ledger.ever(analytics).issued());
        assertEquals(1, ledger.starts(Width.MINUTE).size());
        assertTrue(analytics.rollUp());
        assertEquals(2, Ledger.ever(analytics).issued());
        assertEquals(List.of(), ledger.starts(Width.MINUTE));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void oneNodeAtATime_rollsUp(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        analytics.counter(Ledger.KEY).issued();
        analytics.flush();
        clock.advance(Duration.ofDays(3));
        Lease another = new Lease(database, clock, "roll-up", Duration.ofMinutes(1));
        assertTrue(another.tryAcquire());
        assertFalse(analytics.rollUp());
        assertEquals(1, ledger.starts(Width.MINUTE).size());
        another.release();
        assertTrue(analytics.rollUp());
        assertEquals(List.of(), ledger.starts(Width.MINUTE));
        assertTrue(another.tryAcquire(), "it is given up at the end");
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void countsOfKeysThatAreNoMore_areDeleted(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        count(analytics, 50, Duration.ofHours(3));
        clock.advance(Duration.ofDays(403));
        count(analytics, 50, Duration.ofHours(3));
        assertEquals(200, ledger.all().verified());
        ledger.removeKey(Ledger.OTHER_KEY);
        assertTrue(analytics.rollUp());
        assertEquals(100, ledger.all().verified());
        assertEquals(100, Ledger.ever(analytics).verified());
        assertTrue(ledger.starts(Width.DAY).size() >= 6);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anEmptyDatabase_isRolledUpAtOnce(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        assertTrue(Analytics.on(database, clock).rollUp());
    }

    /** Answers for both keys at this many times, and flushes. */
    private void count(Analytics analytics, int times, Duration apart) {
        List<Long> keys = new ArrayList<>(List.of(Ledger.KEY, Ledger.OTHER_KEY));
        for (int i = 0; i < times; i++) {
            for (long key : keys) {
                analytics.counter(key).verified(Ledger.allowed(random.nextInt(101), random.nextLong(1, 100_000)));
            }
            clock.advance(apart);
            if (i % 100 == 0) {
                analytics.flush();
            }
        }
        analytics.flush();
    }

    private Series series(Analytics analytics, Interval interval, Duration length) {
        return analytics
                .series(
                        Ledger.ACCOUNT,
                        OptionalLong.empty(),
                        clock.instant().minus(length),
                        clock.instant(),
                        interval,
                        ZoneOffset.UTC)
                .orElseThrow();
    }
}
