package dev.postern.servlet;

import dev.postern.token.StoreUnavailableException;

/**
 * An exception that is no client's doing. The operator gets a line in the log and the client a problem; neither holds a stack trace, or
 * the words of an exception of unknown origin, in which an answer or a token may stand.
 */
final class Fault {
    private static final System.Logger LOG = System.getLogger(Fault.class.getName());

    private Fault() {}

    static Problem of(RuntimeException e) {
        if (e instanceof StoreUnavailableException unavailable) {
            LOG.log(System.Logger.Level.WARNING, unavailable.getMessage());
            return Problem.unavailable(unavailable.retryAfter());
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
