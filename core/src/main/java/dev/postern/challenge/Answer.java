package dev.postern.challenge;

import java.util.Locale;
import java.util.Optional;

/**
 * The one place where answers are made canonical, so that {@code 5}, {@code 5.0}, {@code 05} and {@code " 5 "} are one
 * answer.
 *
 * <p>A plain decimal number (optional sign, digits of any script, optional fraction) becomes its shortest form in ASCII
 * digits. Everything else, a number with an exponent included, is a text: stripped of white space at both ends and
 * case-folded.
 */
public final class Answer {
    /** The longest answer that is looked at, in characters. */
    public static final int MAX_LENGTH = 64;

    private Answer() {}

    /**
     * The canonical form of what a client or a family gave as the answer.
     *
     * @return empty if it is blank, or longer than {@link #MAX_LENGTH} as it is or in its canonical form, which no right answer is
     */
    public static Optional<String> canonical(String answer) {
        if (answer.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (isShortestWholeNumber(answer)) {
            return Optional.of(answer);
        }
        String text = answer.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(isDecimal(text) ? shortest(text) : fold(text))
                .filter(canonical -> canonical.length() <= MAX_LENGTH);
    }

    private static boolean isShortestWholeNumber(String text) {
        int length = text.length();
        if (length == 0 || (length > 1 && text.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecimal(String text) {
        int i = isSign(text.charAt(0)) ? 1 : 0;
        int whole = digitsFrom(text, i);
        i += whole;
        if (i == text.length()) {
            return whole > 0;
        }
        int fraction = text.charAt(i) == '.' ? digitsFrom(text, i + 1) : 0;
        return whole > 0 && fraction > 0 && i + 1 + fraction == text.length();
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    private static int digitsFrom(String text, int start) {
        int i = start;
        while (i < text.length() && Character.isDigit(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i - start;
    }

    private static String shortest(String decimal) {
        StringBuilder ascii = new StringBuilder(decimal.length());
        decimal.codePoints()
                .skip(isSign(decimal.charAt(0)) ? 1 : 0)
                .forEach(c -> ascii.append(c == '.' ? '.' : Character.forDigit(Character.digit(c, 10), 10)));
        if (ascii.indexOf(".") >= 0) {
            trimEnd(ascii);
        }
        int zeros = 0;
        while (zeros < ascii.length() - 1 && ascii.charAt(zeros) == '0' && ascii.charAt(zeros + 1) != '.') {
            zeros++;
        }
        ascii.delete(0, zeros);
        boolean negative = decimal.charAt(0) == '-' && !ascii.toString().equals("0");
        return negative ? "-" + ascii : ascii.toString();
    }

    private static void trimEnd(StringBuilder fraction) {
        int end = fraction.length();
        while (fraction.charAt(end - 1) == '0') {
            end--;
        }
        if (fraction.charAt(end - 1) == '.') {
            end--;
        }
        fraction.setLength(end);
    }

    /** Lower case first, too: the capital sharp s has no other way to the two letters that the small one becomes. */
    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
