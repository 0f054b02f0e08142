package dev.postern.servlet.http;

import dev.postern.account.TryLaterException;
import dev.postern.database.DatabaseException;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.token.StoreUnavailableException;
import java.time.Duration;

/**
 * An exception that is no client's doing. The operator gets a line in the log and the client a problem; neither holds a stack trace, or
 * the words of an exception of unknown origin, in which an answer or a token may stand. Of one kind the log gets 60 lines a minute at most.
 */
public final class Fault {
    private static final System.Logger LOG = System.getLogger(Fault.class.getName());

    private static final Limiter<String> LINES = new Limiter<>(new Rate(60, Duration.ofMinutes(1)));

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private Fault() {}

    /** What the client is told. */
    public static Problem of(RuntimeException e) {
        if (e instanceof StoreUnavailableException unavailable) {
            log(System.Logger.Level.WARNING, unavailable.getMessage() + " (event=store-failed)");
            return Problem.unavailable("Answers can't be verified at this moment.", unavailable.retryAfter());
        }
        if (e instanceof DatabaseException) {
            log(System.Logger.Level.WARNING, e.getMessage() + " (event=database-failed)");
            return Problem.unavailable("The database can't be reached at this moment.", RETRY_AFTER);
        }
        if (e instanceof TryLaterException later) {
            return later.reason() == TryLaterException.Reason.BUSY
                    ? Problem.busy("Too many passwords are being checked at this moment.", later.retryAfter())
                    : Problem.tooMany(later.retryAfter());
        }
        log(
                System.Logger.Level.ERROR,
                "a request failed for a fault of ours: " + e.getClass().getName() + place(e) + " (event=fault)");
        return Problem.of(500, "internal-error", "Something went wrong here.");
    }

    /** So that a flood of requests is no flood of lines: of lines that differ in their numbers alone only so many are said. */
    private static void log(System.Logger.Level level, String line) {
        if (LINES.tryOnce(line.replaceAll("\\d+", "#")).allowed()) {
            LOG.log(level, line);
        }
    }

    private static String place(RuntimeException e) {
        StackTraceElement[] frames = e.getStackTrace();
        return frames.length == 0 ? "" : " in " + frames[0];
    }
}
