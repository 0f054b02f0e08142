package dev.postern.desk;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether an account may use the desk. One that nobody has given a plan has an active one without end.
 *
 * @param active whether it may, as long as the plan has not ended
 * @param endsAt when it ends; empty if it doesn't
 */
public record Plan(boolean active, Optional<Instant> endsAt) {
    /** Active, without end. */
    public static final Plan ACTIVE = new Plan(true, Optional.empty());

    boolean hasEnded(Instant now) {
        return endsAt.isPresent() && !now.isBefore(endsAt.get());
    }
}
