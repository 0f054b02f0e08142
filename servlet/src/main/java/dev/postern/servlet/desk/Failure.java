package dev.postern.servlet.desk;

import dev.postern.desk.Desk;
import dev.postern.desk.DeskTask;
import dev.postern.desk.RefusedException;
import dev.postern.servlet.http.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * Why the desk did not do what it was asked.
 *
 * @param description for people
 * @param retryAfter after what time the same request may pass, where waiting helps
 */
record Failure(Code code, String description, Optional<Duration> retryAfter) {
    private static final Duration SOON = Duration.ofSeconds(5);

    static Failure of(Code code, String description) {
        return new Failure(code, description, Optional.empty());
    }

    static Failure badParameters(String description) {
        return of(Code.ERROR_BAD_PARAMETERS, description);
    }

    static Failure of(RefusedException refused) {
        Code code = switch (refused.reason()) {
            case NO_ACCOUNT -> Code.KEY_DOES_NOT_EXIST;
            case NO_SLOT -> Code.NO_SLOT_AVAILABLE;
            case NO_CREDITS -> Code.ZERO_BALANCE;
            case PLAN_ENDED -> Code.PLAN_EXPIRED;
            case PLAN_INACTIVE -> Code.PLAN_INACTIVE;
            case TOO_OFTEN -> Code.RATE_LIMITED;
            case DAY_USED -> Code.DAILY_LIMIT_EXCEEDED;
            case MONTH_USED -> Code.QUOTA_LIMIT_EXCEEDED;
            case UNAVAILABLE -> Code.SERVICE_UNAVAILABLE;
        };
        return new Failure(code, sentence(String.valueOf(refused.getMessage())), refused.retryAfter());
    }

    /** Of a task that has ended unread, or of whose end nothing is known. */
    static Failure of(DeskTask task) {
        return switch (task.state()) {
            case UNSOLVABLE -> of(Code.ERROR_CAPTCHA_UNSOLVABLE, "The image could not be read; nothing is charged.");
            case UNAVAILABLE ->
                new Failure(
                        Code.SERVICE_UNAVAILABLE,
                        "Nothing could read the image at the time; nothing is charged.",
                        Optional.of(SOON));
            default ->
                new Failure(
                        Code.SERVICE_UNAVAILABLE,
                        "Whether the image was read, and charged, is not known yet: getTaskResult tells it of task "
                                + task.id() + " within " + Desk.KEPT.toMinutes() + " minutes.",
                        Optional.of(SOON));
        };
    }

    /** Of what any resource may answer. */
    static Failure of(Problem problem) {
        Code code = switch (problem.status()) {
            case 401, 403 -> Code.KEY_DOES_NOT_EXIST;
            case 429 -> Code.RATE_LIMITED;
            case 500, 503 -> Code.SERVICE_UNAVAILABLE;
            default -> Code.ERROR_BAD_PARAMETERS;
        };
        Optional<Duration> wait = code == Code.SERVICE_UNAVAILABLE
                ? problem.retryAfter().or(() -> Optional.of(SOON))
                : problem.retryAfter();
        return new Failure(code, problem.detail(), wait);
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
