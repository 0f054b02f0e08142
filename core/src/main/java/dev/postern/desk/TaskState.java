package dev.postern.desk;

/** What has become of a task. */
public enum TaskState {
    /** It is being read, or waits for that. */
    PROCESSING,
    /** It was read, and has cost its credit. */
    READY,
    /** It could not be read; its credit was given back. */
    UNSOLVABLE,
    /** Nothing could read it at the time; its credit was given back. */
    UNAVAILABLE
}
