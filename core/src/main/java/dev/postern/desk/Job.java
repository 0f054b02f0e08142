package dev.postern.desk;

import dev.postern.database.DatabaseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A task of this node: reads it, and ends it in the database. */
final class Job implements Runnable {
    private static final System.Logger LOG = System.getLogger(Job.class.getName());
    private static final Duration[] PAUSES = {Duration.ofMillis(100), Duration.ofSeconds(1)};

    private final Ledger ledger;
    private final long accountId;
    private final DeskTask task;
    private final Reading reading;
    private final Consumer<DeskTask> whenEnded;

    Job(Ledger ledger, long accountId, DeskTask task, Reading reading, Consumer<DeskTask> whenEnded) {
        this.ledger = ledger;
        this.accountId = accountId;
        this.task = task;
        this.reading = reading;
        this.whenEnded = whenEnded;
    }

    long accountId() {
        return accountId;
    }

    @Override
    public void run() {
        DeskTask ended = task.ended(Outcome.UNAVAILABLE, task.createdAt());
        try {
            ended = end(reading.read());
        } finally {
            whenEnded.accept(ended);
        }
    }

    /** Lets it end without being read. */
    void stop() {
        reading.stop();
    }

    /** Lets it end because its time is over. */
    void timeOut() {
        reading.timeOut();
    }

    /** Without a database, nobody can be told what was read: the credit comes back when the task is given up. */
    private DeskTask end(Outcome outcome) {
        for (int tries = 0; ; tries++) {
            try {
                return ledger.end(accountId, task, outcome)
                        .or(this::asItHasEnded)
                        .orElseGet(() -> task.ended(Outcome.UNAVAILABLE, task.createdAt()));
            } catch (DatabaseException e) {
                if (tries == PAUSES.length) {
                    LOG.log(System.Logger.Level.WARNING, "a task can''t be ended now: {0}", e.getMessage());
                    return task.ended(Outcome.UNAVAILABLE, task.createdAt());
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
