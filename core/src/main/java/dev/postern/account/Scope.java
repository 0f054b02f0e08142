package dev.postern.account;

/** What a key opens. */
public enum Scope {
    /** Challenges: issue, verify, redeem. */
    GATE,
    /** The solver desk. */
    DESK
}
