package dev.postern.desk;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** The desk does not take a task. Nothing was charged. */
public final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final transient Optional<Duration> retryAfter;

    RefusedException(Reason reason, Optional<Duration> retryAfter) {
        super(reason.text, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    static RefusedException until(Reason reason, Duration retryAfter) {
        return new RefusedException(reason, Optional.of(retryAfter));
    }

    static RefusedException forGood(Reason reason) {
        return new RefusedException(reason, Optional.empty());
    }

    /** Why not. */
    public Reason reason() {
        return reason;
    }

    /** After what time the same task may be taken, if waiting alone helps. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Why a task is not taken. */
    public enum Reason {
        /** There is no such account. */
        NO_ACCOUNT("there is no such account"),
        /** As many tasks of the account as may be are being read. */
        NO_SLOT("all of the account's solver slots are busy"),
        /** The account has no credits left. */
        NO_CREDITS("the account has no credits left"),
        /** The account's plan has ended. */
        PLAN_ENDED("the account's plan has expired"),
        /** The account's plan is not active. */
        PLAN_INACTIVE("the account's plan is not active"),
        /** The account has sent too many tasks lately. */
        TOO_OFTEN("there were too many tasks in a short time"),
        /** The account has sent as many tasks today as it may. */
        DAY_USED("the day's quota of tasks is used"),
        /** The account has sent as many tasks this month as it may. */
        MONTH_USED("the plan's quota of tasks for this month is used"),
        /** There is no engine, or too many tasks wait for it. */
        UNAVAILABLE("nothing can read images at this moment");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
