package dev.postern.desk;

import static dev.postern.desk.Submissions.IMAGE;
import static dev.postern.desk.Submissions.account;
import static dev.postern.desk.Submissions.balance;
import static dev.postern.desk.Submissions.end;
import static dev.postern.desk.Submissions.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Owners;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.solver.Solver;
import dev.postern.solver.SolverUnavailableException;
import dev.postern.solver.UnsolvableException;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a task, and what it costs. */
class DeskTest {
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
    void aTaskThatIsRead_costsOneCredit_howeverManyImagesItHas_andHoweverOftenItIsAskedFor(TestDatabase dataSource)
            throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        AtomicInteger count = new AtomicInteger();
        try (Desk desk = desk(database)
                .solver(image -> "text " + count.incrementAndGet())
                .build()) {
            SubmittedTask submitted = desk.submit(ada, List.of(IMAGE, IMAGE, IMAGE));
            DeskTask end = end(submitted);
            DeskTask expected = new DeskTask(
                    submitted.id(),
                    TaskState.READY,
                    true,
                    List.of("text 1", "text 2", "text 3"),
                    millis(TestClock.START),
                    Optional.of(millis(TestClock.START)));
            assertEquals(expected, end);
            assertTrue(end.id() > 0 && end.id() < 1L << 53);
            for (int i = 0; i < 3; i++) {
                assertEquals(Optional.of(expected), desk.find(ada, submitted.id()));
            }
            assertEquals(account(99, 0, 1, 1), desk.accounts().get(ada).orElseThrow());
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aTaskThatIsNotRead_costsNothing(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        List<Solver> solvers = List.of(
                image -> {
                    throw new UnsolvableException("too faint");
                },
                image -> "two\nlines",
                image -> "a".repeat(257),
                image -> " ",
                image -> {
                    throw new SolverUnavailableException("no engine");
                },
                image -> {
                    throw new IllegalStateException("a mistake");
                },
                image -> {
                    throw new StackOverflowError();
                });
        List<TaskState> states = List.of(
                TaskState.UNSOLVABLE,
                TaskState.UNSOLVABLE,
                TaskState.UNSOLVABLE,
                TaskState.UNSOLVABLE,
                TaskState.UNAVAILABLE,
                TaskState.UNAVAILABLE,
                TaskState.UNAVAILABLE);
        for (int i = 0; i < solvers.size(); i++) {
            try (Desk desk = desk(database).solver(solvers.get(i)).build()) {
                SubmittedTask task = desk.submit(ada, IMAGE);
                assertEquals(states.get(i), end(task).state());
                assertEquals(List.of(), desk.find(ada, task.id()).orElseThrow().texts());
                assertEquals(
                        account(100, 0, i + 1, i + 1), desk.accounts().get(ada).orElseThrow());
            }
        }
    }

    @Test
    void oneImageThatCanNotBeRead_failsTheTask() throws Exception {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        AtomicInteger count = new AtomicInteger();
        Solver second = image -> {
            if (count.incrementAndGet() == 2) {
                throw new UnsolvableException("too faint");
            }
            return "text";
        };
        try (Desk desk = desk(database).solver(second).build()) {
            assertEquals(
                    TaskState.UNSOLVABLE,
                    end(desk.submit(ada, List.of(IMAGE, IMAGE, IMAGE))).state());
            assertEquals(100, balance(desk, ada));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void theEnd_canBeAskedForFiveMinutes_onEveryNode_byItsAccountAlone(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        long bob = Owners.add(database, "bob");
        try (Desk one = desk(database).solver(READER).build();
                Desk other = desk(database).solver(READER).build()) {
            long id = end(one.submit(ada, IMAGE)).id();
            assertEquals(TaskState.READY, other.find(ada, id).orElseThrow().state());
            assertFalse(other.find(ada, id).orElseThrow().isList());
            assertEquals(Optional.empty(), other.find(bob, id));
            assertEquals(Optional.empty(), other.find(ada, id + 1));
            clock.advance(Duration.ofMinutes(5).minusMillis(1));
            other.tidy();
            assertTrue(one.find(ada, id).isPresent());
            clock.advance(Duration.ofMillis(1));
            assertEquals(Optional.empty(), one.find(ada, id));
            other.tidy();
            clock.advance(Duration.ofMinutes(-1));
            assertEquals(Optional.empty(), one.find(ada, id), "it is deleted");
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void firstCredits_comeOnce_alsoToWhoWasGrantedSomeBefore(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        assertEquals(Optional.of(7L), DeskAccounts.on(database).grant(ada, 7).map(DeskAccount::balance));
        try (Desk desk = desk(database).firstCredits(20).solver(READER).build();
                Crowd crowd = new Crowd(8)) {
            assertEquals(Collections.nCopies(8, 27L), crowd.all(i -> balance(desk, ada)));
            assertEquals(Optional.of(0L), desk.accounts().grant(ada, -28).map(DeskAccount::balance), "never below 0");
            assertThrows(IllegalArgumentException.class, () -> desk.accounts().grant(ada, 0));
            assertThrows(
                    IllegalArgumentException.class, () -> desk.accounts().grant(ada, DeskAccounts.MOST_CREDITS + 1));
            assertThrows(IllegalArgumentException.class, () -> desk.accounts().grant(ada, Long.MIN_VALUE));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whoAsksForABalance_waitsForNobodyWhoChangesIt(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).solver(READER).build()) {
            assertEquals(100, balance(desk, ada));
            long seen = assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> database.inTransaction(tx -> {
                        AccountRow.lock(tx, ada).orElseThrow().granted(7).save(tx, ada);
                        return balance(desk, ada);
                    }));
            assertEquals(100, seen);
            assertEquals(107, balance(desk, ada));
        }
    }

    @Test
    void manyTasks_haveIdsThatCanNotBeGuessed() throws Exception {
        Database database = open(h2);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).solver(READER).build()) {
            long first = end(desk.submit(ada, IMAGE)).id();
            long second = end(desk.submit(ada, IMAGE)).id();
            assertNotEquals(first, second);
            assertTrue(Math.abs(first - second) > 1_000_000);
            assertFalse(desk.find(ada, first).orElseThrow().toString().contains("kayak"));
        }
    }

    private Database open(TestDatabase dataSource) {
        return Database.open(dataSource::getConnection, clock);
    }

    private Desk.Builder desk(Database database) {
        return Desk.builder(database).clock(clock).workers(4);
    }
}
