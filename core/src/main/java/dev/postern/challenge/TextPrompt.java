package dev.postern.challenge;

import java.util.List;

/**
 * A text and an instruction about it.
 *
 * @param text the text that the instruction speaks about
 * @param digits the digits of the text in order, or empty where the text has to be read
 * @param instruction what to do, in natural language
 */
public record TextPrompt(String text, List<Integer> digits, String instruction) implements Prompt {
    /** Copies the list of digits. */
    public TextPrompt {
        digits = List.copyOf(digits);
    }
}
