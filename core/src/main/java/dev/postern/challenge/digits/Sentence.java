package dev.postern.challenge.digits;

/** A sentence that is to be put in words: what it says, and by which kind of rules. */
record Sentence(Kind kind, Worded meaning) {}
