package dev.postern.limit;

/** A limit on how often one alone may do one thing. Thread-safe. */
@FunctionalInterface
public interface Limit {
    /** Counts one more time, if the limit allows it. */
    Quota tryOnce();
}
