package dev.postern.desk;

import java.util.List;

/**
 * How a task ends.
 *
 * @param texts what was read; empty if nothing was
 */
record Outcome(TaskState state, List<String> texts) {
    static final Outcome UNSOLVABLE = new Outcome(TaskState.UNSOLVABLE, List.of());
    static final Outcome UNAVAILABLE = new Outcome(TaskState.UNAVAILABLE, List.of());

    static Outcome ready(List<String> texts) {
        return new Outcome(TaskState.READY, List.copyOf(texts));
    }
}
