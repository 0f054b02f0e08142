package dev.postern.challenge.digits;

/** Something that can be asked, and what the right answer is over the digits that it was drawn for. */
record Solved<T>(T asked, long answer) {}
