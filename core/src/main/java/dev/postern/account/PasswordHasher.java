package dev.postern.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hashes passwords with Argon2id on a few threads of its own. Each hash takes 19 MiB and tens of milliseconds, so a flood of logins finds the queue full,
 * and takes neither the heap nor all threads of the caller. Thread-safe.
 */
final class PasswordHasher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int QUEUE = 16;

    private final Argon2 cost;
    private final SecureRandom random = new SecureRandom();
    private final ThreadPoolExecutor threads;
    private final String nobodys;

    PasswordHasher(Argon2 cost) {
        this.cost = cost;
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(
                count, count, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), PasswordHasher::thread);
        threads.allowCoreThreadTimeOut(true);
        nobodys = cost.hash(Password.of("correct horse battery staple"), random);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "postern-passwords");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The hash to store.
     *
     * @throws TryLaterException if too many passwords are being hashed
     */
    String hash(Password password) {
        return onPool(() -> cost.hash(password, random));
    }

    /**
     * Whether this is the hash of that password.
     *
     * @throws TryLaterException if too many passwords are being hashed
     */
    boolean matches(Password password, String hash) {
        return onPool(() -> Argon2.matches(password, hash));
    }

    /** Takes as long as {@link #matches} does, for where there is no hash to compare with. */
    void matchNobody(Password password) {
        boolean ignored = matches(password, nobodys);
    }

    /** Whether a hash should be made anew when the password is at hand. */
    boolean isOutdated(String hash) {
        return cost.isMoreThan(hash);
    }

    private <T> T onPool(Callable<T> work) {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw busy();
        }
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw busy();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing a password failed", e.getCause());
        }
    }

    private static TryLaterException busy() {
        return new TryLaterException(TryLaterException.Reason.BUSY, RETRY_AFTER);
    }

    /** Waits for the threads to end, or a container would say that they leak. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            boolean ignored = threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
