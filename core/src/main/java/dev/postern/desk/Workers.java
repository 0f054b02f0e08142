package dev.postern.desk;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that do jobs, whose accounts take turns, each in its time. They are made when they are needed, and end when they are not. */
final class Workers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());
    private static final int IDLE_SECONDS = 30;
    private static final int PATIENCE_SECONDS = 10;

    private final Turns turns;
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor alarms;
    private final Map<Job, Alarms> jobs = new ConcurrentHashMap<>();

    Workers(int count) {
        this(count, work -> {
            Thread thread = new Thread(work, "postern-desk");
            thread.setDaemon(true);
            thread.setContextClassLoader(Workers.class.getClassLoader());
            return thread;
        });
    }

    Workers(int count, ThreadFactory threads) {
        turns = new Turns(count);
        // Whoever begins jobs bounds how many there are.
        pool = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        alarms = new ScheduledThreadPoolExecutor(1, threads);
        alarms.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
        alarms.setRemoveOnCancelPolicy(true);
    }

    /**
     * Does a job soon; at once, without reading, if this is closed, or there can be no thread for it.
     *
     * @param patience how long after its time limit nobody waits for it any longer
     */
    void begin(Job job, Duration timeLimit, Duration patience) {
        boolean waits = false;
        try {
            jobs.put(
                    job,
                    new Alarms(after(timeLimit, job::timeOut), after(timeLimit.plus(patience), job::waitNoLonger)));
            turns.add(job);
            waits = true;
            pool.execute(this::work);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            if (!waits || turns.remove(job)) {
                job.stop();
                run(job);
            }
        }
    }

    private Future<?> after(Duration time, Runnable alarm) {
        return alarms.schedule(alarm, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A job that has to wait for others of its account is done by the thread that has done one of them. */
    private void work() {
        for (Job job = turns.next(); job != null; job = turns.next()) {
            try {
                run(job);
            } finally {
                turns.done(job);
            }
        }
    }

    private void run(Job job) {
        try {
            job.run();
        } finally {
            Alarms ofJob = jobs.remove(job);
            if (ofJob != null) {
                ofJob.cancel();
            }
        }
    }

    /** Stops all jobs, and waits a little until they have ended. */
    @Override
    public void close() {
        pool.shutdown();
        jobs.keySet().forEach(Job::stop);
        try {
            if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "some tasks did not end: their credits come back when they are given up (event=tasks-cut-off)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            alarms.shutdownNow();
            jobs.keySet().forEach(Job::waitNoLonger);
        }
    }

    /** What stops a job when its time is over, and whoever waits for it a while after. */
    private record Alarms(Future<?> timeOut, Future<?> lastWord) {
        void cancel() {
            timeOut.cancel(false);
            lastWord.cancel(false);
        }
    }
}
