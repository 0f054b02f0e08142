package dev.postern.desk;

import java.util.concurrent.CompletionStage;

/**
 * A task that the desk has taken.
 *
 * @param id what {@link Desk#find} finds it by, on every node
 * @param end how it ends; never completed exceptionally, and soon after the desk's time limit at the latest, unless a solver ignores that it is interrupted
 */
public record SubmittedTask(long id, CompletionStage<DeskTask> end) {}
