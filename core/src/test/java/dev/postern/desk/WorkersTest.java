package dev.postern.desk;

import static dev.postern.desk.Submissions.IMAGE;
import static dev.postern.desk.Submissions.account;
import static dev.postern.desk.Submissions.balance;
import static dev.postern.desk.Submissions.end;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.Owners;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.solver.ImageTask;
import dev.postern.solver.Images;
import dev.postern.solver.Solver;
import dev.postern.solver.Tasks;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is read when, and that whatever fails, nobody waits for good. */
@Timeout(60)
class WorkersTest {
    private static final ImageTask SLOW = Tasks.phrase(Images.submitted("Kayak", 20));

    private final TestDatabase h2 = TestDatabases.h2();
    private final Blocker blocker = new Blocker();

    @AfterEach
    void close() {
        blocker.free();
        h2.close();
    }

    @Test
    void anAccountWithManySlowTasks_keepsNoOtherFromBeingRead() throws Exception {
        Database database = Database.open(h2);
        long ada = Owners.add(database, "ada");
        long bob = Owners.add(database, "bob");
        Solver slowOrFast = image -> image.phrase() ? blocker.solve(image) : "fast";
        try (Desk desk = Desk.builder(database).workers(2).solver(slowOrFast).build()) {
            List<SubmittedTask> slow = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                slow.add(desk.submit(ada, SLOW));
            }
            blocker.awaitReaders(1);
            for (int i = 0; i < 3; i++) {
                assertEquals(TaskState.READY, end(desk.submit(bob, IMAGE)).state());
            }
            blocker.free();
            for (SubmittedTask task : slow) {
                assertEquals(TaskState.READY, end(task).state());
            }
            assertEquals(account(95, 0, 5, 5), desk.accounts().get(ada).orElseThrow());
        }
    }

    @Test
    void accounts_takeTurns() throws Exception {
        Database database = Database.open(h2);
        List<Long> owners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            owners.add(Owners.add(database, "owner-" + i));
        }
        ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        Solver noting = image -> {
            begun.await();
            read.add(image.comment().orElseThrow());
            return "text";
        };
        try (Desk desk = Desk.builder(database).workers(1).solver(noting).build()) {
            List<SubmittedTask> tasks = new ArrayList<>();
            tasks.add(desk.submit(owners.get(3), Tasks.commented("3")));
            for (int owner = 0; owner < 3; owner++) {
                for (int i = 0; i < 3; i++) {
                    tasks.add(desk.submit(owners.get(owner), Tasks.commented("" + owner)));
                }
            }
            begun.countDown();
            for (SubmittedTask task : tasks) {
                assertEquals(TaskState.READY, end(task).state());
            }
        }
        assertEquals(List.of("3", "0", "1", "2", "0", "1", "2", "0", "1", "2"), List.copyOf(read));
    }

    @Test
    void whereNoThreadCanBeMade_theTaskEndsUnread_andItsPlaceIsFree() {
        AtomicBoolean isShort = new AtomicBoolean(true);
        Workers workers = new Workers(1, work -> {
            if (isShort.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
        });
        AtomicInteger ended = new AtomicInteger();
        Database database = Database.open(h2);
        long ada = Owners.add(database, "ada");
        try (Desk desk = Desk.builder(database)
                .workers(1)
                .queue(1)
                .solver(image -> "text")
                .workers(workers)
                .build()) {
            for (int i = 0; i < 5; i++) {
                assertEquals(TaskState.UNAVAILABLE, end(desk.submit(ada, IMAGE)).state());
                ended.incrementAndGet();
            }
            isShort.set(false);
            assertEquals(TaskState.READY, end(desk.submit(ada, IMAGE)).state());
            assertEquals(99, balance(desk, ada));
        } catch (Exception e) {
            throw new AssertionError("after " + ended, e);
        }
    }

    @Test
    void whileTheDatabaseHangs_whoeverWaitsIsToldAllTheSame() throws Exception {
        CountDownLatch mended = new CountDownLatch(1);
        AtomicBoolean hangs = new AtomicBoolean();
        Database database = Database.open(() -> {
            try {
                if (hangs.get()) {
                    mended.await();
                }
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return h2.getConnection();
        });
        long ada = Owners.add(database, "ada");
        try (Desk desk = Desk.builder(database)
                .workers(1)
                .timeLimit(Duration.ofSeconds(1))
                .patience(Duration.ofSeconds(1))
                .solver(blocker)
                .build()) {
            SubmittedTask first = desk.submit(ada, IMAGE);
            SubmittedTask second = desk.submit(ada, IMAGE);
            blocker.awaitReaders(1);
            hangs.set(true);
            blocker.free();
            assertEquals(TaskState.PROCESSING, end(first).state(), "it may still be charged");
            assertEquals(TaskState.PROCESSING, end(second).state());
            mended.countDown();
        }
    }

    @Test
    void aSolverThatThrowsWhatItDoesNotDeclare_costsNothing() throws Exception {
        Database database = Database.open(h2);
        long ada = Owners.add(database, "ada");
        Solver undeclared = image -> {
            throw WorkersTest.<RuntimeException>asUnchecked(new IOException("no engine"));
        };
        try (Desk desk = Desk.builder(database).solver(undeclared).build()) {
            assertEquals(TaskState.UNAVAILABLE, end(desk.submit(ada, IMAGE)).state());
            assertEquals(account(100, 0, 1, 1), desk.accounts().get(ada).orElseThrow());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T asUnchecked(Throwable checked) throws T {
        throw (T) checked;
    }

    @Test
    void aClockThatIsBehind_resetsNoQuota() {
        AccountRow row = new AccountRow(true, account(10, 0, 7, 70), LocalDate.of(2026, 12, 1));
        AccountRow behind = row.at(Instant.parse("2026-11-30T23:59:59Z"));
        assertEquals(row, behind);
        assertTrue(behind.begun()
                        .at(Instant.parse("2026-12-02T00:00:00Z"))
                        .account()
                        .tasksToday()
                == 0);
        assertEquals(
                71,
                behind.begun()
                        .at(Instant.parse("2026-12-02T00:00:00Z"))
                        .account()
                        .tasksThisMonth());
    }
}
