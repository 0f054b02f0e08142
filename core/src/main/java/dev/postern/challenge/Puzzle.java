package dev.postern.challenge;

import java.util.Objects;

/**
 * A composed challenge with its one right answer.
 *
 * @param prompt what the client is shown
 * @param answer the right answer; whoever compares it makes it canonical first (see {@link Answer})
 * @param operation the index of the operation in {@link ChallengeFamily#operations()}
 */
public record Puzzle(Prompt prompt, String answer, int operation) {
    /** Refuses a null prompt or answer. */
    public Puzzle {
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(answer, "answer");
    }

    /** Names the prompt's type alone: an answer has no place in a log. */
    @Override
    public String toString() {
        return "Puzzle[" + prompt.getClass().getSimpleName() + "]";
    }
}
