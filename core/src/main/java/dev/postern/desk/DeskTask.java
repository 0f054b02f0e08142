package dev.postern.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task, as it stands.
 *
 * @param id positive, below 2^53, and not to be guessed
 * @param isList whether it was sent as a list of images, be it of one
 * @param texts what its images say, in their order; empty unless it is {@link TaskState#READY}
 * @param createdAt when it was taken
 * @param endedAt when it ended, if it has
 */
public record DeskTask(
        long id, TaskState state, boolean isList, List<String> texts, Instant createdAt, Optional<Instant> endedAt) {
    /** What a task that was read has cost, in credits, however many images it had. */
    public static final int COST = 1;

    DeskTask ended(Outcome outcome, Instant now) {
        return new DeskTask(id, outcome.state(), isList, outcome.texts(), createdAt, Optional.of(now));
    }

    /** Never what was read. */
    @Override
    public String toString() {
        return "DeskTask[" + id + ", " + state + "]";
    }
}
