package dev.postern.desk;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that do jobs, in the order in which they come, each in its time. They are made when they are needed, and end when they are not. */
final class Workers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());
    private static final int IDLE_SECONDS = 30;
    private static final int PATIENCE_SECONDS = 10;

    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor alarms;
    private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

    Workers(int count) {
        ThreadFactory threads = work -> {
            Thread thread = new Thread(work, "postern-desk");
            thread.setDaemon(true);
            thread.setContextClassLoader(Workers.class.getClassLoader());
            return thread;
        };
        // Whoever begins jobs bounds how many there are.
        pool = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        alarms = new ScheduledThreadPoolExecutor(1, threads);
        alarms.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
        alarms.setRemoveOnCancelPolicy(true);
    }

    /** Does a job soon; at once, without reading, if this is closed. */
    void begin(Job job, Duration timeLimit) {
        jobs.add(job);
        try {
            Future<?> alarm = alarms.schedule(job::timeOut, timeLimit.toMillis(), TimeUnit.MILLISECONDS);
            pool.execute(() -> {
                try {
                    job.run();
                } finally {
                    alarm.cancel(false);
                    jobs.remove(job);
                }
            });
        } catch (RejectedExecutionException e) {
            jobs.remove(job);
            job.stop();
            job.run();
        }
    }

    /** Stops all jobs, and waits a little until they have ended. */
    @Override
    public void close() {
        pool.shutdown();
        jobs.forEach(Job::stop);
        try {
            if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "some tasks did not end: their credits come back when they are given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            alarms.shutdownNow();
        }
    }
}
