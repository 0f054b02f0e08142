package dev.postern.solver;

/** Which characters a text may have. */
public enum Characters {
    /** Any. */
    ANY,
    /** Digits alone. */
    DIGITS,
    /** Letters alone. */
    LETTERS
}
