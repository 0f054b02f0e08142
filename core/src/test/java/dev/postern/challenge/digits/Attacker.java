package dev.postern.challenge.digits;

import java.util.List;

/** A script that answers challenges without a reader's help. Its source knows Postern's. */
interface Attacker {
    /** What it is called in the table. */
    String name();

    /** Learns from challenges whose answers it was told, with what they ask, too, which is more than an attacker has. */
    default void learn(List<Seen> challenges) {}

    /** Whether it answers otherwise for what it has learnt. */
    default boolean learns() {
        return true;
    }

    /** What it answers. */
    long answer(int[] digits, String instruction);

    /** A challenge with its answer. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares or prints them
    record Seen(int[] digits, String instruction, List<Worded> meaning, long answer) {}
}
