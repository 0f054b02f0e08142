package dev.postern.challenge.digits;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** What learners see of a text: its letter n-grams, as numbers below {@link #ROWS}. Obfuscation is undone: what is no letter, no digit and no punctuation is left out, and capitals. */
final class Grams {
    static final int ROWS = 1 << 16;

    private static final int[] LENGTHS_IN_SENTENCES = {4, 7, 10};
    private static final int THIRDS = 3;

    private Grams() {}

    /** A text without spaces, stray symbols and capitals. */
    static String plain(String instruction) {
        return instruction.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}.,;:?]", "");
    }

    /** The number of the gram of this length that begins at this place. */
    static int row(String text, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return mixed(hash);
    }

    /** The grams of an instruction, each with the third of it that it stands in; each once, in rising order. */
    static int[] inThirds(String instruction) {
        String text = plain(instruction);
        return Arrays.stream(LENGTHS_IN_SENTENCES)
                .flatMap(length -> IntStream.rangeClosed(0, text.length() - length)
                        .map(start -> mixed(row(text, start, length) * THIRDS + start * THIRDS / text.length())))
                .distinct()
                .sorted()
                .toArray();
    }

    private static int mixed(int hash) {
        int mixed = hash * 0x9E3779B1;
        return (mixed ^ (mixed >>> 15)) & (ROWS - 1);
    }
}
