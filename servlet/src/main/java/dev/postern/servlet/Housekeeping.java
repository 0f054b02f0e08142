package dev.postern.servlet;

import dev.postern.account.Accounts;
import dev.postern.account.ApiKeys;
import dev.postern.analytics.Analytics;
import dev.postern.database.DatabaseException;
import dev.postern.desk.Desk;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a service does by itself, on two threads: writes counts; merges old ones, forgets tokens that have expired, and tidies the desk. */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final int FLUSH_SECONDS = 2;
    private static final int ROLL_UP_SECONDS = 600;
    private static final int FORGET_SECONDS = 3600;
    private static final int TIDY_DESK_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 30;

    private final Accounts accounts;
    private final ApiKeys apiKeys;
    private final Analytics analytics;
    private final Optional<Desk> desk;
    private final ScheduledExecutorService flushing = newThread();
    private final ScheduledExecutorService tidying = newThread();

    Housekeeping(Accounts accounts, ApiKeys apiKeys, Analytics analytics, Optional<Desk> desk) {
        this.accounts = accounts;
        this.apiKeys = apiKeys;
        this.analytics = analytics;
        this.desk = desk;
    }

    private static ScheduledExecutorService newThread() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "postern-service");
            thread.setDaemon(true);
            thread.setContextClassLoader(Housekeeping.class.getClassLoader());
            return thread;
        });
    }

    /** Begins, which makes the threads. */
    void start() {
        every(flushing, FLUSH_SECONDS, "write counts", this::flush);
        every(tidying, ROLL_UP_SECONDS, "merge old counts", analytics::rollUp);
        every(tidying, FORGET_SECONDS, "forget expired tokens", accounts::forgetEndedTokens);
        desk.ifPresent(open -> every(tidying, TIDY_DESK_SECONDS, "tidy the desk", open::tidy));
    }

    private static void every(ScheduledExecutorService executor, int seconds, String name, Runnable task) {
        var unused = // no task throws
                executor.scheduleWithFixedDelay(() -> attempt(name, task), seconds, seconds, TimeUnit.SECONDS);
    }

    /** A task that threw, even an error, would be the last of its kind. */
    private static void attempt(String name, Runnable task) {
        try {
            task.run();
        } catch (DatabaseException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "can''t {0} now, will try again: {1} (event=chore-failed)",
                    name,
                    e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "can''t {0} for a fault of ours, will try again: {1} (event=chore-fault)",
                    name,
                    e.getClass().getName());
        }
    }

    private void flush() {
        analytics.flush();
        apiKeys.flush();
    }

    /** Writes a last time, and ends the threads; does not wait for longer than half a minute for a database that hangs. */
    @Override
    public void close() {
        tidying.shutdownNow();
        flushing.execute(() -> attempt("write the last counts", this::flush));
        flushing.shutdown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            if (!flushing.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                flushing.shutdownNow();
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the last counts are not written: the database does not answer (event=counts-lost)");
            }
            boolean ignored = tidying.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            flushing.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
