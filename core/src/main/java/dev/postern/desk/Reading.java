package dev.postern.desk;

import dev.postern.database.PlainText;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.solver.ImageTask;
import dev.postern.solver.Solver;
import dev.postern.solver.SolverUnavailableException;
import dev.postern.solver.UnsolvableException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the images of one task, on one thread; another may stop it. */
final class Reading {
    private static final System.Logger LOG = System.getLogger(Reading.class.getName());
    private static final int LONGEST_TEXT = 256;

    /** An engine that is gone fails every task: the log says so now and then. */
    private static final Limiter<String> COMPLAINTS = new Limiter<>(new Rate(3, Duration.ofMinutes(1)));

    private final Solver solver;
    private final List<ImageTask> images;

    private @Nullable Thread reader;
    private @Nullable Outcome whyStopped;

    Reading(Solver solver, List<ImageTask> images) {
        this.solver = solver;
        this.images = images;
    }

    /** How it ends. */
    Outcome read() {
        Outcome stopped = begin();
        if (stopped != null) {
            return stopped;
        }
        Outcome outcome;
        try {
            outcome = readAll();
        } finally {
            stopped = end();
        }
        return stopped != null && outcome.state() != TaskState.READY ? stopped : outcome;
    }

    /** Interrupts it, or keeps it from beginning: nothing is to be read any more. What was read by then counts. */
    void stop() {
        stop(Outcome.UNAVAILABLE);
    }

    /** As {@link #stop}, because it has taken too long: if it has begun, that is for what it reads. */
    synchronized void timeOut() {
        stop(reader == null ? Outcome.UNAVAILABLE : Outcome.UNSOLVABLE);
    }

    private synchronized void stop(Outcome why) {
        whyStopped = why;
        if (reader != null) {
            reader.interrupt();
        }
    }

    private synchronized @Nullable Outcome begin() {
        if (whyStopped == null) {
            reader = Thread.currentThread();
        }
        return whyStopped;
    }

    private synchronized @Nullable Outcome end() {
        reader = null;
        boolean ignored = Thread.interrupted(); // what comes after is not meant
        return whyStopped;
    }

    private Outcome readAll() {
        try {
            List<String> texts = new ArrayList<>();
            for (ImageTask image : images) {
                String text = solver.solve(image);
                if (text == null) { // it may be written in a language that knows no better
                    complain("the solver answered null, which is no text", null);
                    return Outcome.UNAVAILABLE;
                }
                if (!isLine(text)) {
                    return Outcome.UNSOLVABLE;
                }
                texts.add(text);
            }
            return Outcome.ready(texts);
        } catch (UnsolvableException e) {
            return Outcome.UNSOLVABLE;
        } catch (SolverUnavailableException e) {
            complain(String.valueOf(e.getMessage()), null);
        } catch (InterruptedException e) {
            // it was stopped: whoever did that has said why
        } catch (Throwable e) { // languages that know no checked exceptions throw any
            complain("the solver failed: " + e.getClass().getName(), WithoutMessage.of(e));
        }
        return Outcome.UNAVAILABLE;
    }

    /** What a result can hold. */
    private static boolean isLine(String text) {
        return !text.isBlank() && text.length() <= LONGEST_TEXT && PlainText.is(text);
    }

    private static void complain(String what, @Nullable Throwable failure) {
        if (COMPLAINTS.tryOnce(what).allowed()) {
            LOG.log(System.Logger.Level.WARNING, "images can't be read: " + what + " (event=reading-failed)", failure);
        }
    }

    /** Where something was thrown, and what, without its messages: they may hold what was read, or a key. */
    private static final class WithoutMessage extends Throwable {
        @Serial
        private static final long serialVersionUID = 1;

        private static final int DEEPEST = 10;

        private WithoutMessage(Throwable failure, @Nullable Throwable cause) {
            super(failure.getClass().getName(), cause, false, true);
            setStackTrace(failure.getStackTrace());
        }

        static WithoutMessage of(Throwable failure) {
            return of(failure, DEEPEST);
        }

        private static WithoutMessage of(Throwable failure, int depth) {
            Throwable cause = failure.getCause();
            return new WithoutMessage(failure, cause == null || depth == 0 ? null : of(cause, depth - 1));
        }
    }
}
