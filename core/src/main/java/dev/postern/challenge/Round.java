package dev.postern.challenge;

import java.util.Objects;

/**
 * A later round of a challenge, which can only be solved by who knows the answer of the round before.
 *
 * @param number which round it is: 2 or 3
 * @param answerBefore the right answer of the round before, in its canonical form
 */
public record Round(int number, String answerBefore) {
    /** How many rounds there may be. */
    public static final int MOST = 3;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the number is not 2 or 3
     */
    public Round {
        Objects.requireNonNull(answerBefore, "answerBefore");
        if (number < 2 || number > MOST) {
            throw new IllegalArgumentException("a later round is 2 or 3, not " + number);
        }
    }

    /** Names the number alone: an answer has no place in a log. */
    @Override
    public String toString() {
        return "Round[" + number + "]";
    }
}
