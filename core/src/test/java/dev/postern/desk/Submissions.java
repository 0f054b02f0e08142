package dev.postern.desk;

import dev.postern.desk.RefusedException.Reason;
import dev.postern.solver.ImageTask;
import dev.postern.solver.Images;
import dev.postern.solver.Tasks;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tasks that the tests submit, and what is told of them. */
final class Submissions {
    static final ImageTask IMAGE = Tasks.plain(Images.submitted("Kayak", 20));

    private Submissions() {}

    static DeskTask end(SubmittedTask task) throws Exception {
        return task.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Why a task is refused; empty if it is taken, and has ended. */
    static Optional<Reason> reasonOf(Desk desk, long account) {
        try {
            end(desk.submit(account, IMAGE));
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.reason());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What an account has whose plan nobody has changed. */
    static DeskAccount account(long balance, int running, long today, long month) {
        return new DeskAccount(balance, running, Plan.ACTIVE, today, month);
    }

    static long balance(Desk desk, long account) {
        return desk.accounts().get(account).orElseThrow().balance();
    }

    /** As the database keeps it. */
    static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }
}
