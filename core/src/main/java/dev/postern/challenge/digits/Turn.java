package dev.postern.challenge.digits;

/** What a chain does with the result so far. */
sealed interface Turn extends Worded permits Step, Branch {
    boolean asksFor(Term term);
}
