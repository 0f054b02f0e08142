package dev.postern.desk;

import static dev.postern.desk.Submissions.IMAGE;
import static dev.postern.desk.Submissions.account;
import static dev.postern.desk.Submissions.end;
import static dev.postern.desk.Submissions.millis;
import static dev.postern.desk.Submissions.reasonOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Owners;
import dev.postern.database.Database;
import dev.postern.database.FailingConnections;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.desk.RefusedException.Reason;
import dev.postern.limit.Rate;
import dev.postern.solver.ImageTask;
import dev.postern.solver.Solver;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tasks are not taken. */
class DeskLimitsTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final Solver READER = image -> "kayak";

    private final TestClock clock = new TestClock();
    private final Blocker blocker = new Blocker();
    private final TestDatabase h2 = TestDatabases.h2();

    @AfterEach
    void close() {
        blocker.free();
        h2.close();
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void asManyTasksAsThereAreCredits_areTaken_byTwoNodesAtOnce(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        try (Desk one = desk(database)
                        .firstCredits(10)
                        .slots(1000)
                        .solver(READER)
                        .build();
                Desk other = desk(database)
                        .firstCredits(10)
                        .slots(1000)
                        .solver(READER)
                        .build();
                Crowd crowd = new Crowd(16)) {
            List<Integer> taken = crowd.all(i -> {
                int accepted = 0;
                for (int tries = 0; tries < 3; tries++) {
                    accepted += reasonOf(i % 2 == 0 ? one : other, ada).isEmpty() ? 1 : 0;
                }
                return accepted;
            });
            assertEquals(10, taken.stream().mapToInt(Integer::intValue).sum());
            assertEquals(account(0, 0, 10, 10), one.accounts().get(ada).orElseThrow());
            assertEquals(Optional.of(Reason.NO_CREDITS), reasonOf(one, ada));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anAccount_hasItsSlotsOnAllNodesTogether(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        long bob = Owners.add(database, "bob");
        try (Desk one = desk(database).slots(3).solver(blocker).build();
                Desk other = desk(database).slots(3).solver(blocker).build()) {
            List<SubmittedTask> tasks =
                    List.of(one.submit(ada, IMAGE), other.submit(ada, IMAGE), other.submit(ada, IMAGE));
            RefusedException refused = assertThrows(RefusedException.class, () -> one.submit(ada, IMAGE));
            assertEquals(Reason.NO_SLOT, refused.reason());
            assertTrue(refused.retryAfter().isPresent());
            assertEquals(account(97, 3, 3, 3), one.accounts().get(ada).orElseThrow());
            SubmittedTask bobs = one.submit(bob, IMAGE);
            blocker.free();
            end(bobs);
            for (SubmittedTask task : tasks) {
                end(task);
            }
            assertEquals(Optional.empty(), reasonOf(one, ada));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void tasksOfADay_andOfAMonth_areCountedInUtc_andSayWhenToComeBack(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        try (Desk desk =
                desk(database).tasksPerDay(2).tasksPerMonth(3).solver(READER).build()) {
            end(desk.submit(ada, IMAGE));
            end(desk.submit(ada, IMAGE));
            Duration tomorrow = Duration.between(clock.instant(), Instant.parse("2026-04-14T00:00:00Z"));
            assertRefused(desk, ada, Reason.DAY_USED, tomorrow);
            clock.advance(tomorrow);
            end(desk.submit(ada, IMAGE));
            Duration nextMonth = Duration.between(clock.instant(), Instant.parse("2026-05-01T00:00:00Z"));
            assertRefused(desk, ada, Reason.MONTH_USED, nextMonth);
            clock.advance(nextMonth);
            end(desk.submit(ada, IMAGE));
            assertEquals(account(96, 0, 1, 1), desk.accounts().get(ada).orElseThrow());
        }
    }

    @Test
    void aPlan_thatIsInactive_orHasEnded_opensNothing() throws Exception {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).solver(READER).build()) {
            DeskAccounts accounts = desk.accounts();
            accounts.setPlan(ada, new Plan(false, Optional.empty()));
            assertEquals(Optional.of(Reason.PLAN_INACTIVE), reasonOf(desk, ada));
            Instant end = millis(clock.instant()).plusMillis(1);
            accounts.setPlan(ada, new Plan(true, Optional.of(end)));
            assertEquals(Optional.empty(), reasonOf(desk, ada));
            clock.advanceMillis(1);
            assertEquals(Optional.of(Reason.PLAN_ENDED), reasonOf(desk, ada));
            assertEquals(
                    new Plan(true, Optional.of(end)),
                    accounts.get(ada).orElseThrow().plan());
            accounts.setPlan(ada, Plan.ACTIVE);
            assertEquals(Optional.empty(), reasonOf(desk, ada));
        }
    }

    @Test
    void whoSendsTooManyTasks_hasToWait_andNobodyElse() throws Exception {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        long bob = Owners.add(database, "bob");
        try (Desk desk = desk(database)
                .rate(new Rate(2, Duration.ofHours(1)))
                .solver(READER)
                .build()) {
            end(desk.submit(ada, IMAGE));
            end(desk.submit(ada, IMAGE));
            RefusedException refused = assertThrows(RefusedException.class, () -> desk.submit(ada, IMAGE));
            assertEquals(Reason.TOO_OFTEN, refused.reason());
            assertTrue(refused.retryAfter().orElseThrow().toMinutes() > 20);
            end(desk.submit(bob, IMAGE));
        }
    }

    @Test
    void aDeskWhosePlacesAreTaken_refuses_beforeItAsksTheDatabase() throws Exception {
        FailingConnections connections = new FailingConnections(h2);
        Database database = Database.open(connections, clock);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).workers(1).queue(2).solver(blocker).build()) {
            List<SubmittedTask> tasks =
                    List.of(desk.submit(ada, IMAGE), desk.submit(ada, IMAGE), desk.submit(ada, IMAGE));
            connections.failAfter(0);
            assertEquals(Optional.of(Reason.UNAVAILABLE), reasonOf(desk, ada));
            connections.mend();
            blocker.free();
            for (SubmittedTask task : tasks) {
                end(task);
            }
            for (int i = 0; i < 20; i++) {
                end(desk.submit(ada, IMAGE)); // all places are free again
            }
        }
    }

    @Test
    void refusals_takeNoPlace() throws Exception {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database)
                .firstCredits(0)
                .workers(1)
                .queue(0)
                .solver(READER)
                .build()) {
            for (int i = 0; i < 5; i++) {
                assertEquals(Optional.of(Reason.NO_CREDITS), reasonOf(desk, ada));
            }
            desk.accounts().grant(ada, 1);
            assertEquals(TaskState.READY, end(desk.submit(ada, IMAGE)).state());
            assertEquals(Optional.of(Reason.NO_ACCOUNT), reasonOf(desk, ada + 1));
            assertEquals(Optional.empty(), desk.accounts().get(ada + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Desk.MOST_IMAGES + 1})
    void aTask_hasOneToTenImages(int count) {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).solver(READER).build()) {
            List<ImageTask> images = Collections.nCopies(count, IMAGE);
            assertThrows(IllegalArgumentException.class, () -> desk.submit(ada, images));
        }
    }

    private Database open(TestDatabase dataSource) {
        return Database.open(dataSource::getConnection, clock);
    }

    private Desk.Builder desk(Database database) {
        return Desk.builder(database).clock(clock).workers(4);
    }

    private static void assertRefused(Desk desk, long account, Reason reason, Duration wait) {
        RefusedException refused = assertThrows(RefusedException.class, () -> desk.submit(account, IMAGE));
        assertEquals(reason, refused.reason());
        Duration told = refused.retryAfter().orElseThrow();
        assertTrue(told.minus(wait).abs().compareTo(Duration.ofMillis(1)) <= 0, told::toString);
    }
}
