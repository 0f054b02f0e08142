package dev.postern.solver;

import java.util.Optional;

/**
 * An image to read, and what is known of its text.
 *
 * @param image what to read
 * @param phrase whether the text has several words; if not, white space in it says nothing
 * @param caseSensitive whether the difference of capital and small letters matters
 * @param characters which characters it has
 * @param math whether it is a sum, whose result is asked for
 * @param minLength how many characters the answer has at least; 0 if that is not known
 * @param maxLength how many it has at most; 0 if that is not known
 * @param comment what whoever asks says about it, for solvers that read such things; untrusted
 */
public record ImageTask(
        SubmittedImage image,
        boolean phrase,
        boolean caseSensitive,
        Characters characters,
        boolean math,
        int minLength,
        int maxLength,
        Optional<String> comment) {
    private static final int LONGEST = 1000;

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is negative, or more than 1,000, or the least is more than the most
     */
    public ImageTask {
        boolean areLengths = minLength >= 0 && minLength <= LONGEST && maxLength >= 0 && maxLength <= LONGEST;
        if (!areLengths || (maxLength > 0 && minLength > maxLength)) {
            throw new IllegalArgumentException("minLength and maxLength must be 0 to " + LONGEST
                    + ", and minLength no more than maxLength unless that is 0");
        }
    }
}
