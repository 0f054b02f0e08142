package dev.postern;

/** How hard a challenge is. */
public enum Difficulty {
    /** One instruction over digits that are also listed apart. */
    EASY,
    /** The digits have to be read from the text. */
    MEDIUM,
    /** Several chained steps. */
    HARD
}
