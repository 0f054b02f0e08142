package dev.postern.solver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the engine has read, from its table of words (TSV).
 *
 * @param text the words, with spaces between them, each line of them on one of its own
 * @param confidence how sure it is of them, 0 to 100: the mean over their characters; 0 if there are none
 */
record Words(String text, double confidence) {
    /** Level 5 is a word; its place in page, block, paragraph and line; its number; its box; its confidence; its text. */
    private static final Pattern WORD =
            Pattern.compile("^5\\t((?:\\d+\\t){4})\\d+\\t(?:\\d+\\t){4}([0-9.]+)\\t(\\S.*)$", Pattern.MULTILINE);

    static Words of(String table) {
        StringBuilder text = new StringBuilder();
        double sure = 0;
        long characters = 0;
        String line = "";
        for (Matcher word = WORD.matcher(table); word.find(); line = word.group(1)) {
            if (!text.isEmpty()) {
                text.append(word.group(1).equals(line) ? ' ' : '\n');
            }
            String read = word.group(3).strip();
            text.append(read);
            sure += read.length() * Double.parseDouble(word.group(2));
            characters += read.length();
        }
        return new Words(text.toString(), characters == 0 ? 0 : sure / characters);
    }
}
