package dev.postern.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.FailingConnections;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the counter to the rows. */
class CountingTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final Instant FIRST_MINUTE = TestClock.START.truncatedTo(ChronoUnit.MINUTES);

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whatManyThreadsCountWhileOneFlushes_isCountedOnce(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        int threads = 8;
        int rounds = 12;
        int each = 500;
        try (Crowd crowd = new Crowd(threads + 1)) {
            Analytics analytics = Analytics.on(database, clock);
            for (int round = 0; round < rounds; round++) {
                crowd.all(i -> {
                    if (i == threads) {
                        analytics.flush();
                        clock.advance(Duration.ofSeconds(41));
                        analytics.flush();
                        return 0;
                    }
                    for (int n = 0; n < each; n++) {
                        Counter counter = analytics.counter(n % 2 == 0 ? Ledger.KEY : Ledger.OTHER_KEY);
                        counter.issued();
                        counter.verified(n % 5 == 0 ? Ledger.lowScore(10, 40_000) : Ledger.allowed(90, 500));
                        counter.redeemed();
                    }
                    return each;
                });
            }
            analytics.close();
        }
        long all = (long) threads * rounds * each;
        Figures figures = ledger.all();
        assertEquals(all, figures.issued());
        assertEquals(all, figures.verified());
        assertEquals(all, figures.succeeded());
        assertEquals(all / 5 * 4, figures.allowed());
        assertEquals(all, figures.redeemed());
        assertEquals(OptionalDouble.of(74), figures.meanScore());
        assertEquals(500, (double) figures.solveTimeP50Ms().orElseThrow(), 10.5);
        assertEquals(40_000, (double) figures.solveTimeP95Ms().orElseThrow(), 800.5);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whatTwoNodesCountInTheSameMinutes_addsUp(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        List<Analytics> nodes = List.of(Analytics.on(database, clock), Analytics.on(database, clock));
        try (Crowd crowd = new Crowd(2)) {
            for (int round = 0; round < 10; round++) {
                crowd.all(i -> {
                    for (int n = 0; n < 100; n++) {
                        nodes.get(i).counter(Ledger.KEY).issued();
                        nodes.get(i).counter(Ledger.KEY).verified(Ledger.allowed(50, 1_000));
                    }
                    nodes.get(i).flush();
                    return i;
                });
                clock.advance(Duration.ofSeconds(20));
            }
            crowd.all(i -> {
                nodes.get(i).counter(Ledger.KEY).redeemed();
                nodes.get(i).close();
                return i;
            });
        }
        assertEquals(2_000, ledger.all().issued());
        assertEquals(2_000, ledger.all().allowed());
        assertEquals(2, ledger.all().redeemed());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aFlushThatFailsAtAnyPoint_losesNothing_andTheNextCountsNothingTwice(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        int events = 0;
        for (int round = 0; round < 12; round++) {
            analytics.counter(Ledger.KEY).verified(Ledger.allowed(60, 100 + round));
            analytics.counter(Ledger.OTHER_KEY).verified(Ledger.allowed(60, 100 + round));
            events += 2;
            if (round % 3 == 2) {
                connections.loseReplies();
            } else {
                connections.failAfter(round % 4);
            }
            try {
                analytics.flush();
            } catch (DatabaseException e) {
                analytics.counter(Ledger.KEY).verified(Ledger.allowed(60, 100));
                events++;
            }
            clock.advance(Duration.ofSeconds(25));
            if (round % 4 == 3) {
                connections.mend();
                analytics.flush();
                assertEquals(events, ledger.all().allowed());
            }
        }
        connections.mend();
        analytics.close();
        assertEquals(events, ledger.all().allowed());
        assertEquals(OptionalDouble.of(60), ledger.all().meanScore());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whatIsWrittenButSeemsNotToBe_isNotCountedTwice_afterTheMinuteHasEndedEither(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        analytics.counter(Ledger.KEY).issued();
        connections.loseReplies();
        assertThrows(DatabaseException.class, analytics::flush);
        analytics.counter(Ledger.KEY).issued();
        assertThrows(DatabaseException.class, analytics::flush);
        clock.advance(Duration.ofMinutes(10));
        assertThrows(DatabaseException.class, analytics::flush);
        analytics.counter(Ledger.KEY).issued();
        connections.mend();
        assertEquals(2, ledger.all().issued());
        analytics.flush();
        assertEquals(3, ledger.all().issued());
        assertEquals(List.of(FIRST_MINUTE, FIRST_MINUTE.plusSeconds(600)), ledger.starts(Width.MINUTE));
    }

    @Test
    void aFlush_asksNothingOfTheDatabase_whereNothingWasCounted() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            FailingConnections connections = new FailingConnections(dataSource);
            Database database = Database.open(connections, clock);
            Analytics analytics = Analytics.on(database, clock);
            analytics.counter(Ledger.KEY).issued();
            analytics.flush();
            long calls = connections.calls();
            for (int i = 0; i < 5; i++) {
                analytics.flush();
                clock.advance(Duration.ofMinutes(1));
            }
            assertEquals(calls, connections.calls());
        }
    }

    @Test
    void aMinuteStaysOpen_forTwoMoreAfterItsEnd() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            Database database = Database.open(dataSource::getConnection, clock);
            Ledger ledger = new Ledger(database);
            Counts counts = new Counts(database, clock, 10);
            Tally heldUp = counts.now(Ledger.KEY);
            heldUp.issued();
            Duration untilEnd = Duration.between(clock.instant(), FIRST_MINUTE.plusSeconds(60));
            clock.advance(untilEnd.plusSeconds(120).minusMillis(1));
            counts.flush();
            heldUp.issued();
            counts.flush();
            assertEquals(2, ledger.all().issued());
            clock.advanceMillis(1);
            heldUp.issued();
            counts.flush();
            assertEquals(3, ledger.all().issued());
            assertEquals(List.of(FIRST_MINUTE), ledger.starts(Width.MINUTE));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whereTheClockIsSetBack_theMinuteThatComesAgainAddsUp(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(database);
        Analytics analytics = Analytics.on(database, clock);
        for (int i = 0; i < 3; i++) {
            analytics.counter(Ledger.KEY).issued();
            analytics.flush();
            clock.advance(Duration.ofMinutes(30));
            analytics.flush();
            clock.advance(Duration.ofMinutes(-30));
        }
        analytics.counter(Ledger.OTHER_KEY).issued();
        analytics.flush();
        assertEquals(4, ledger.all().issued());
        assertEquals(4, ledger.starts(Width.MINUTE).size());
    }

    @Test
    void whatCantBeWritten_isMergedByHoursThenDays_whereItGetsTooMuch_andNothingIsLost() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            FailingConnections connections = new FailingConnections(dataSource);
            Database database = Database.open(connections, clock);
            Ledger ledger = new Ledger(database);
            Analytics analytics = new Analytics(database, clock, 100);
            connections.failAfter(0);
            count(analytics, 40);
            connections.mend();
            analytics.flush();
            assertEquals(80, ledger.rows(), "so many are kept as they are");

            connections.failAfter(0);
            count(analytics, 600);
            connections.mend();
            analytics.flush();
            assertEquals(1_280, ledger.all().allowed());
            long hours = ledger.rows() - 80;
            assertTrue(hours <= 110 && hours >= 20, "" + hours);

            connections.failAfter(0);
            count(analytics, 60 * 24 * 5);
            connections.mend();
            analytics.close();
            assertEquals(1_280 + 2 * 60 * 24 * 5, ledger.all().allowed());
            long days = ledger.rows() - 80 - hours;
            assertTrue(days <= 110 && days >= 10, "" + days);
        }
    }

    @Test
    void whatCantBeWritten_isOneRowForEachKeyAtLast() {
        try (TestDatabase dataSource = TestDatabases.h2()) {
            FailingConnections connections = new FailingConnections(dataSource);
            Database database = Database.open(connections, clock);
            Ledger ledger = new Ledger(database);
            Analytics analytics = new Analytics(database, clock, 0);
            connections.failAfter(0);
            for (int i = 0; i < 5; i++) {
                count(analytics, 1);
                clock.advance(Duration.ofDays(3));
                assertThrows(DatabaseException.class, analytics::flush);
            }
            connections.mend();
            analytics.close();
            assertEquals(10, ledger.all().allowed());
            assertEquals(List.of(FIRST_MINUTE, FIRST_MINUTE), ledger.starts(Width.MINUTE));
        }
    }

    /** Minute by minute, once for each of two keys, and flushes. */
    private void count(Analytics analytics, int minutes) {
        for (int i = 0; i < minutes; i++) {
            analytics.counter(Ledger.KEY).verified(Ledger.allowed(70, 300));
            analytics.counter(Ledger.OTHER_KEY).verified(Ledger.allowed(70, 300));
            clock.advance(Duration.ofMinutes(1));
            assertThrows(DatabaseException.class, analytics::flush);
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aNodeThatWasCutOff_addsWhatItHasToWhatWasMergedMeanwhile(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        Database another = Database.open(dataSource::getConnection, clock);
        Ledger ledger = new Ledger(another);
        Analytics cutOff = Analytics.on(database, clock);
        cutOff.counter(Ledger.KEY).verified(Ledger.allowed(80, 600));
        cutOff.counter(Ledger.OTHER_KEY).verified(Ledger.allowed(80, 600));
        cutOff.flush();
        cutOff.counter(Ledger.KEY).verified(Ledger.allowed(40, 6_000));
        connections.failAfter(0);
        assertThrows(DatabaseException.class, cutOff::flush);
        clock.advance(Duration.ofHours(60));
        assertThrows(DatabaseException.class, cutOff::flush);
        assertTrue(Analytics.on(another, clock).rollUp());
        assertEquals(List.of(), ledger.starts(Width.MINUTE));
        connections.mend();
        connections.loseReplies();
        assertThrows(DatabaseException.class, cutOff::flush);
        assertEquals(3, ledger.all().allowed());
        connections.mend();
        cutOff.flush();
        cutOff.flush();
        assertEquals(3, ledger.all().allowed());
        assertEquals(OptionalDouble.of(66.7), ledger.all().meanScore());
        assertEquals(List.of(FIRST_MINUTE), ledger.starts(Width.MINUTE));
        assertTrue(cutOff.rollUp());
        assertEquals(3, Ledger.ever(cutOff).allowed());
        assertEquals(6_000, (double) Ledger.ever(cutOff).solveTimeP95Ms().orElseThrow(), 120.5);
    }
}
