package dev.postern.desk;

import dev.postern.database.DatabaseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A task of this node: reads it, and ends it in the database. */
final class Job implements Runnable {
    private static final System.Logger LOG = System.getLogger(Job.class.getName());
    private static final Duration[] PAUSES = {Duration.ofMillis(100), Duration.ofSeconds(1)};

    private final Ledger ledger;
    private final long accountId;
    private final DeskTask task;
    private final Reading reading;
    private final Runnable whenDone;
    private final CompletableFuture<DeskTask> end = new CompletableFuture<>();

    /**
     * A job.
     *
     * @param whenDone what comes after it, and before its end is told
     */
    Job(Ledger ledger, long accountId, DeskTask task, Reading reading, Runnable whenDone) {
        this.ledger = ledger;
        this.accountId = accountId;
        this.task = task;
        this.reading = reading;
        this.whenDone = whenDone;
    }

    long accountId() {
        return accountId;
    }

    /** How the task has ended, as whoever waits for it is told. */
    CompletionStage<DeskTask> end() {
        return end;
    }

    @Override
    public void run() {
        DeskTask ended = task;
        try {
            ended = end(reading.read());
        } finally {
            whenDone.run();
            end.complete(ended);
        }
    }

    /** Lets nobody wait any longer, though it has not ended: a database that hangs lets none end. */
    void waitNoLonger() {
        end.complete(task);
    }

    /** Lets it end without being read. */
    void stop() {
        reading.stop();
    }

    /** Lets it end because its time is over. */
    void timeOut() {
        reading.timeOut();
    }

    /** Without a database, nobody can be told what was read: the credit comes back when the task is given up, unless it was charged, and the reply alone got lost. */
    private DeskTask end(Outcome outcome) {
        for (int tries = 0; ; tries++) {
            try {
                return ledger.end(accountId, task, outcome)
                        .or(this::asItHasEnded)
                        .orElseGet(() -> task.ended(Outcome.UNAVAILABLE, task.createdAt()));
            } catch (DatabaseException e) {
                if (tries == PAUSES.length) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "a task can''t be ended now: {0} (event=task-not-ended)",
                            e.getMessage());
                    return task;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSES[tries].toMillis()));
            }
        }
    }

    /** By another try whose reply was lost, or by who has given it up. */
    private Optional<DeskTask> asItHasEnded() {
        return ledger.find(accountId, task.id()).filter(found -> found.state() != TaskState.PROCESSING);
    }
}
