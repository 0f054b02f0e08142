package dev.postern.servlet.http;

import dev.postern.account.TryLaterException;
import dev.postern.database.DatabaseException;
import dev.postern.token.StoreUnavailableException;
import java.time.Duration;

/**
 * An exception that is no client's doing. The operator gets a line in the log and the client a problem; neither holds a stack trace, or
 * the words of an exception of unknown origin, in which an answer or a token may stand.
 */
public final class Fault {
    private static final System.Logger LOG = System.getLogger(Fault.class.getName());

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private Fault() {}

    /** What the client is told. */
    public static Problem of(RuntimeException e) {
        if (e instanceof StoreUnavailableException unavailable) {
            LOG.log(System.Logger.Level.WARNING, unavailable.getMessage());
            return Problem.unavailable("Answers can't be verified at this moment.", unavailable.retryAfter());
        }
        if (e instanceof DatabaseException) {
            LOG.log(System.Logger.Level.WARNING, e.getMessage());
            return Problem.unavailable("The database can't be reached at this moment.", RETRY_AFTER);
        }
        if (e instanceof TryLaterException later) {
            return later.reason() == TryLaterException.Reason.BUSY
                    ? Problem.busy("Too many passwords are being checked at this moment.", later.retryAfter())
                    : Problem.tooMany(later.retryAfter());
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "a request failed for a fault of ours: " + e.getClass().getName() + place(e));
        return Problem.of(500, "internal-error", "Something went wrong here.");
    }

    private static String place(RuntimeException e) {
        StackTraceElement[] frames = e.getStackTrace();
        return frames.length == 0 ? "" : " in " + frames[0];
    }
}
