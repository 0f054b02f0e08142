package dev.postern;

/** Whom a site wants to let in. It decides which solve times look right; see {@link Verdict#score()}. */
public enum Audience {
    /** People, who need seconds to read and type. */
    HUMAN,
    /** Agents that read, which answer within a few seconds. */
    AGENT,
    /** Whoever can read, person or agent. */
    ANY
}
