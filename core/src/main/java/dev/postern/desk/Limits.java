package dev.postern.desk;

import dev.postern.desk.RefusedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What every account may do.
 *
 * @param slots how many of its tasks may be read, or wait, at a time
 * @param day how many tasks it may begin in a day
 * @param month how many in a month
 */
record Limits(int slots, OptionalLong day, OptionalLong month) {
    private static final Duration SLOT_IS_FREE_AFTER = Duration.ofSeconds(2);

    /** Why this account can't begin a task now, if it can't. */
    Optional<RefusedException> refusalOf(DeskAccount account, Instant now) {
        if (!account.plan().active()) {
            return Optional.of(RefusedException.forGood(Reason.PLAN_INACTIVE));
        }
        if (account.plan().hasEnded(now)) {
            return Optional.of(RefusedException.forGood(Reason.PLAN_ENDED));
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (month.isPresent() && account.tasksThisMonth() >= month.getAsLong()) {
            return until(Reason.MONTH_USED, now, today.withDayOfMonth(1).plusMonths(1));
        }
        if (day.isPresent() && account.tasksToday() >= day.getAsLong()) {
            return until(Reason.DAY_USED, now, today.plusDays(1));
        }
        if (account.balance() < DeskTask.COST) {
            return Optional.of(RefusedException.forGood(Reason.NO_CREDITS));
        }
        if (account.running() >= slots) {
            return Optional.of(RefusedException.until(Reason.NO_SLOT, SLOT_IS_FREE_AFTER));
        }
        return Optional.empty();
    }

    private static Optional<RefusedException> until(Reason reason, Instant now, LocalDate day) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return Optional.of(RefusedException.until(reason, Duration.between(now, start)));
    }
}
