package dev.postern.servlet;

import dev.postern.account.Accounts;
import dev.postern.account.ApiKeys;
import dev.postern.analytics.Analytics;
import dev.postern.database.DatabaseException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a service does by itself, on one thread: writes counts, merges old ones, forgets tokens that have expired. */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final int FLUSH_SECONDS = 2;
    private static final int ROLL_UP_SECONDS = 600;
    private static final int FORGET_SECONDS = 3600;
    private static final int PATIENCE_SECONDS = 30;

    private final ApiKeys apiKeys;
    private final Analytics analytics;
    private final ScheduledExecutorService executor;

    Housekeeping(Accounts accounts, ApiKeys apiKeys, Analytics analytics) {
        this.apiKeys = apiKeys;
        this.analytics = analytics;
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "postern-service");
            thread.setDaemon(true);
            thread.setContextClassLoader(Housekeeping.class.getClassLoader());
            return thread;
        });
        every(FLUSH_SECONDS, "write counts", this::flush);
        every(ROLL_UP_SECONDS, "merge old counts", analytics::rollUp);
        every(FORGET_SECONDS, "forget expired tokens", accounts::forgetEndedTokens);
    }

    private void every(int seconds, String name, Runnable task) {
        var unused = // no task throws
                executor.scheduleWithFixedDelay(() -> attempt(name, task), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void attempt(String name, Runnable task) {
        try {
            task.run();
        } catch (DatabaseException e) {
            LOG.log(System.Logger.Level.WARNING, "can''t {0} now, will try again: {1}", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "can''t " + name + ", will try again", e);
        }
    }

    private void flush() {
        analytics.flush();
        apiKeys.flush();
    }

    /** Ends the thread, and writes a last time. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        attempt("write the last counts", this::flush);
    }
}
