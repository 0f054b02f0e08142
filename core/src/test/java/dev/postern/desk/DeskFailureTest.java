package dev.postern.desk;

import static dev.postern.desk.Submissions.IMAGE;
import static dev.postern.desk.Submissions.account;
import static dev.postern.desk.Submissions.balance;
import static dev.postern.desk.Submissions.end;
import static dev.postern.desk.Submissions.reasonOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Owners;
import dev.postern.database.Database;
import dev.postern.database.FailingConnections;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.desk.RefusedException.Reason;
import dev.postern.solver.Solver;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a task, and of the credit that it holds, where something fails. */
class DeskFailureTest {
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
    void theCreditOfATaskWhoseNodeDied_comesBack_once(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        try (Desk dying = desk(database).solver(blocker).build();
                Desk one = desk(database).solver(READER).build();
                Desk other = desk(database).solver(READER).build()) {
            SubmittedTask task = dying.submit(ada, IMAGE);
            clock.advance(Duration.ofSeconds(90).minusMillis(1));
            one.tidy();
            assertEquals(
                    TaskState.PROCESSING, one.find(ada, task.id()).orElseThrow().state());
            assertEquals(99, balance(one, ada));
            clock.advance(Duration.ofMillis(1));
            try (Crowd crowd = new Crowd(4)) {
                crowd.all(i -> {
                    (i % 2 == 0 ? one : other).tidy();
                    return i;
                });
            }
            assertEquals(
                    TaskState.UNAVAILABLE,
                    one.find(ada, task.id()).orElseThrow().state());
            assertEquals(100, balance(one, ada));
            blocker.free();
            assertEquals(TaskState.UNAVAILABLE, end(task).state(), "it is too late to charge it");
            assertEquals(100, balance(one, ada));
            assertEquals(0, one.accounts().get(ada).orElseThrow().running());
        }
    }

    @Test
    void aTaskThatTakesTooLong_isInterrupted_andThoseThatWaitedForIt_areNotRead() throws Exception {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database)
                .timeLimit(Duration.ofSeconds(1))
                .workers(1)
                .solver(blocker)
                .build()) {
            SubmittedTask first = desk.submit(ada, IMAGE);
            SubmittedTask second = desk.submit(ada, IMAGE);
            assertEquals(TaskState.UNSOLVABLE, end(first).state());
            assertNotEquals(TaskState.READY, end(second).state());
            assertEquals(100, balance(desk, ada));
            blocker.free();
            assertEquals(
                    TaskState.READY, end(desk.submit(ada, IMAGE)).state(), "the worker is not interrupted any more");
        }
    }

    @Test
    void closing_endsWhatIsReadAndWhatWaits_andGivesBackTheirCredits() throws Exception {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        Desk desk = desk(database).workers(3).solver(blocker).build();
        List<SubmittedTask> tasks = List.of(
                desk.submit(ada, IMAGE), desk.submit(ada, IMAGE), desk.submit(ada, IMAGE), desk.submit(ada, IMAGE));
        blocker.awaitReaders(2);
        desk.close();
        for (SubmittedTask task : tasks) {
            assertEquals(TaskState.UNAVAILABLE, end(task).state());
        }
        assertEquals(TaskState.UNAVAILABLE, end(desk.submit(ada, IMAGE)).state());
        assertEquals(account(100, 0, 5, 5), desk.accounts().get(ada).orElseThrow());
        desk.close();
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aReplyOfTheDatabaseThatIsLost_chargesATaskOnce_andLosesNoResult(TestDatabase dataSource) throws Exception {
        FailingConnections connections = new FailingConnections(dataSource);
        Database database = Database.open(connections, clock);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).solver(blocker).build()) {
            SubmittedTask task = desk.submit(ada, IMAGE);
            blocker.awaitReaders(1);
            connections.loseReply();
            blocker.free();
            DeskTask end = end(task);
            assertEquals(TaskState.READY, end.state());
            assertEquals(List.of("read"), end.texts());
            assertEquals(99, balance(desk, ada));
        }
    }

    @Test
    void aDatabaseThatIsAwayAtTheEnd_keepsTheCreditUntilTheTaskIsGivenUp() throws Exception {
        FailingConnections connections = new FailingConnections(h2);
        Database database = Database.open(connections, clock);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).solver(blocker).build()) {
            SubmittedTask task = desk.submit(ada, IMAGE);
            blocker.awaitReaders(1);
            connections.failAfter(0);
            blocker.free();
            assertEquals(TaskState.PROCESSING, end(task).state(), "its end is not known");
            connections.mend();
            assertEquals(99, balance(desk, ada));
            clock.advance(Duration.ofSeconds(90));
            desk.tidy();
            assertEquals(account(100, 0, 1, 1), desk.accounts().get(ada).orElseThrow());
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anAccountThatIsDeleted_takesItsTasksAlong(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).solver(blocker).build()) {
            SubmittedTask task = desk.submit(ada, IMAGE);
            blocker.awaitReaders(1);
            assertTrue(Owners.delete(database, ada));
            blocker.free();
            assertEquals(TaskState.UNAVAILABLE, end(task).state());
            assertEquals(Optional.empty(), desk.find(ada, task.id()));
            assertEquals(Optional.of(Reason.NO_ACCOUNT), reasonOf(desk, ada));
        }
    }

    private Database open(TestDatabase dataSource) {
        return Database.open(dataSource::getConnection, clock);
    }

    private Desk.Builder desk(Database database) {
        return Desk.builder(database).clock(clock).workers(4);
    }
}
