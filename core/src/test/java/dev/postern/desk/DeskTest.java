package dev.postern.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import dev.postern.solver.Images;
import dev.postern.solver.Solver;
import dev.postern.solver.SolverUnavailableException;
import dev.postern.solver.Tasks;
import dev.postern.solver.UnsolvableException;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a task, and of the credit that it holds. */
class DeskTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final ImageTask IMAGE = Tasks.plain(Images.submitted("Kayak", 20));
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
            long id = one.submit(ada, IMAGE).id();
            await(() -> other.find(ada, id).orElseThrow().state() == TaskState.READY);
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
    void theCreditOfATaskWhoseNodeDied_comesBack_once(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        try (Desk dying = desk(database).solver(blocker).build();
                Desk one = desk(database).solver(READER).build();
                Desk other = desk(database).solver(READER).build()) {
            SubmittedTask task = dying.submit(ada, List.of(IMAGE));
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
            await(() -> one.accounts().get(ada).orElseThrow().running() == 0);
            assertEquals(0, balance(one, ada));
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
            assertEquals(Optional.empty(), reasonOf(one, ada));
            assertEquals(Optional.empty(), reasonOf(other, ada));
            assertEquals(Optional.empty(), reasonOf(other, ada));
            RefusedException refused = assertThrows(RefusedException.class, () -> one.submit(ada, List.of(IMAGE)));
            assertEquals(Reason.NO_SLOT, refused.reason());
            assertTrue(refused.retryAfter().isPresent());
            assertEquals(account(97, 3, 3, 3), one.accounts().get(ada).orElseThrow());
            assertEquals(Optional.empty(), reasonOf(one, bob));
            blocker.free();
            await(() -> one.accounts().get(ada).orElseThrow().running() == 0);
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
            end(desk.submit(bob, List.of(IMAGE)));
        }
    }

    @Test
    void aDeskWhosePlacesAreTaken_refuses_beforeItAsksTheDatabase() throws Exception {
        FailingConnections connections = new FailingConnections(h2);
        Database database = Database.open(connections, clock);
        long ada = Owners.add(database, "ada");
        try (Desk desk = desk(database).workers(1).queue(2).solver(blocker).build()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(Optional.empty(), reasonOf(desk, ada));
            }
            connections.failAfter(0);
            assertEquals(Optional.of(Reason.UNAVAILABLE), reasonOf(desk, ada));
            connections.mend();
            blocker.free();
            await(() -> desk.accounts().get(ada).orElseThrow().running() == 0);
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
            List<ImageTask> images = java.util.Collections.nCopies(count, IMAGE);
            assertThrows(IllegalArgumentException.class, () -> desk.submit(ada, images));
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
            SubmittedTask first = desk.submit(ada, List.of(IMAGE));
            SubmittedTask second = desk.submit(ada, List.of(IMAGE));
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
        Desk desk = desk(database).workers(2).solver(blocker).build();
        List<SubmittedTask> tasks = List.of(
                desk.submit(ada, List.of(IMAGE)),
                desk.submit(ada, List.of(IMAGE)),
                desk.submit(ada, List.of(IMAGE)),
                desk.submit(ada, IMAGE));
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
            connections.loseReplies();
            blocker.free();
            await(() -> h2State(dataSource, task.id()).equals("READY"));
            connections.mend();
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
            assertEquals(TaskState.UNAVAILABLE, end(task).state());
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

    @ParameterizedTest
    @MethodSource(DATABASES)
    void firstCredits_comeOnce_alsoToWhoWasGrantedSomeBefore(TestDatabase dataSource) throws Exception {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        assertEquals(Optional.of(7L), DeskAccounts.on(database).grant(ada, 7).map(DeskAccount::balance));
        try (Desk desk = desk(database).firstCredits(20).solver(READER).build();
                Crowd crowd = new Crowd(8)) {
            assertEquals(java.util.Collections.nCopies(8, 27L), crowd.all(i -> balance(desk, ada)));
            assertEquals(Optional.of(0L), desk.accounts().grant(ada, -28).map(DeskAccount::balance), "never below 0");
            assertThrows(IllegalArgumentException.class, () -> desk.accounts().grant(ada, 0));
            assertThrows(
                    IllegalArgumentException.class, () -> desk.accounts().grant(ada, DeskAccounts.MOST_CREDITS + 1));
            assertThrows(IllegalArgumentException.class, () -> desk.accounts().grant(ada, Long.MIN_VALUE));
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

    private static DeskAccount account(long balance, int running, long today, long month) {
        return new DeskAccount(balance, running, Plan.ACTIVE, today, month);
    }

    private static long balance(Desk desk, long account) {
        return desk.accounts().get(account).orElseThrow().balance();
    }

    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }

    private static DeskTask end(SubmittedTask task) throws Exception {
        CompletableFuture<DeskTask> end = task.end().toCompletableFuture();
        return end.get(30, TimeUnit.SECONDS);
    }

    /** Why a task was refused; empty if it was taken. */
    private static Optional<Reason> reasonOf(Desk desk, long account) {
        try {
            desk.submit(account, IMAGE);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.reason());
        }
    }

    private void assertRefused(Desk desk, long account, Reason reason, Duration wait) {
        RefusedException refused = assertThrows(RefusedException.class, () -> desk.submit(account, IMAGE));
        assertEquals(reason, refused.reason());
        Duration told = refused.retryAfter().orElseThrow();
        assertTrue(told.minus(wait).abs().compareTo(Duration.ofMillis(1)) <= 0, told::toString);
    }

    private static String h2State(TestDatabase dataSource, long id) throws Exception {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT state FROM postern_desk_task WHERE id = " + id)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void await(Condition condition) throws Exception {
        for (int i = 0; i < 1000 && !condition.holds(); i++) {
            Thread.sleep(10);
        }
        assertTrue(condition.holds());
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Reads nothing until it is freed. */
    private static final class Blocker implements Solver {
        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicInteger readers = new AtomicInteger();

        @Override
        public String solve(ImageTask task) throws InterruptedException {
            readers.incrementAndGet();
            free.await();
            return "read";
        }

        void free() {
            free.countDown();
        }

        void awaitReaders(int count) throws Exception {
            await(() -> readers.get() >= count);
        }
    }
}
