package dev.postern.desk;

import java.util.concurrent.CompletionStage;

/**
 * A task that the desk has taken.
 *
 * @param id what {@link Desk#find} finds it by, on every node
 * @param end how it ends; never completed exceptionally, soon after the desk's time limit as a rule, and half a minute after it at the latest. If it is {@link TaskState#PROCESSING} even then, the
 *     database could not tell: whether it was read, and charged, {@link Desk#find} knows later. What depends on it runs on the thread that
 *     has read the task, so has to be quick, or be given an executor of its own
 */
public record SubmittedTask(long id, CompletionStage<DeskTask> end) {}
