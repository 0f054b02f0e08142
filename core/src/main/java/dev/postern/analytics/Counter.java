package dev.postern.analytics;

import dev.postern.Verdict;

/**
 * Counts what happens to one API key's challenges, at the time when it happens. Counting takes no lock and asks nothing of the database;
 * thread-safe.
 */
public final class Counter {
    private final Counts counts;
    private final long keyId;

    Counter(Counts counts, long keyId) {
        this.counts = counts;
        this.keyId = keyId;
    }

    /** A challenge was issued. */
    public void issued() {
        counts.now(keyId).issued();
    }

    /** An answer was verified: counted unless its outcome is {@link Verdict.Outcome#INVALID_INPUT}, which judges none, or {@link Verdict.Outcome#NEXT_ROUND}, as rounds count together when they end. */
    public void verified(Verdict verdict) {
        if (verdict.outcome() != Verdict.Outcome.INVALID_INPUT && verdict.next().isEmpty()) {
            counts.now(keyId).verified(verdict);
        }
    }

    /** A pass was redeemed. */
    public void redeemed() {
        counts.now(keyId).redeemed();
    }
}
