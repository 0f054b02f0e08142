package dev.postern.challenge.digits;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Which digits of a text a question is about; they keep their order. The digits are distinct and from 1 to 9, so that there is one largest and one smallest. What needs a value says it:
 * a digit to compare with, or how many digits.
 */
@SuppressWarnings("ImmutableEnumChecker") // the fields are functions without state
public enum Pick {
    ALL((digits, value) -> digits),
    EVEN((digits, value) -> those(digits, digit -> digit % 2 == 0)),
    ODD((digits, value) -> those(digits, digit -> digit % 2 != 0)),
    GREATER_THAN_VALUE((digits, value) -> those(digits, digit -> digit > value)),
    LESS_THAN_VALUE((digits, value) -> those(digits, digit -> digit < value)),
    FIRST_VALUE((digits, value) -> part(digits, 0, value)),
    LAST_VALUE((digits, value) -> part(digits, digits.length - value, digits.length)),
    /** The first, the third, and so on. */
    ODD_PLACES((digits, value) -> everySecond(digits, 0)),
    /** The second, the fourth, and so on. */
    EVEN_PLACES((digits, value) -> everySecond(digits, 1)),
    EXCLUDING_LARGEST((digits, value) -> those(digits, digit -> digit != largest(digits))),
    EXCLUDING_SMALLEST((digits, value) -> those(digits, digit -> digit != smallest(digits))),
    EXCLUDING_FIRST((digits, value) -> part(digits, 1, digits.length)),
    EXCLUDING_LAST((digits, value) -> part(digits, 0, digits.length - 1)),
    BEFORE_LARGEST((digits, value) -> part(digits, 0, place(digits, largest(digits)))),
    AFTER_LARGEST((digits, value) -> part(digits, place(digits, largest(digits)) + 1, digits.length)),
    BEFORE_SMALLEST((digits, value) -> part(digits, 0, place(digits, smallest(digits)))),
    AFTER_SMALLEST((digits, value) -> part(digits, place(digits, smallest(digits)) + 1, digits.length));

    private static final Pick[] ALL_PICKS = values();

    private final Selection selection;

    Pick(Selection selection) {
        this.selection = selection;
    }

    /** The pick of this number, below {@link #count}. */
    static Pick at(int index) {
        return ALL_PICKS[index];
    }

    static int count() {
        return ALL_PICKS.length;
    }

    /** Whether it compares with a value, from 1 to 9. */
    boolean comparesWithValue() {
        return this == GREATER_THAN_VALUE || this == LESS_THAN_VALUE;
    }

    /** Whether its value is how many digits it takes. */
    boolean countsValue() {
        return this == FIRST_VALUE || this == LAST_VALUE;
    }

    /** Whether how many digits it takes depends on what they are, or is not said with it. */
    boolean isWorthCounting() {
        return switch (this) {
            case ALL, EVEN, ODD, GREATER_THAN_VALUE, LESS_THAN_VALUE -> true;
            case BEFORE_LARGEST, AFTER_LARGEST, BEFORE_SMALLEST, AFTER_SMALLEST -> true;
            default -> false;
        };
    }

    /** Whether it means nothing without a value. */
    boolean needsValue() {
        return comparesWithValue() || countsValue();
    }

    /** The digits that it takes of these. */
    int[] of(int[] digits, int value) {
        return selection.of(digits, value);
    }

    /** Its name in phrase packs. */
    String symbol() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int[] those(int[] digits, IntPredicate taken) {
        int[] those = new int[digits.length];
        int count = 0;
        for (int digit : digits) {
            if (taken.test(digit)) {
                those[count++] = digit;
            }
        }
        return Arrays.copyOf(those, count);
    }

    private static int[] part(int[] digits, int from, int to) {
        return Arrays.copyOfRange(digits, from, to);
    }

    private static int[] everySecond(int[] digits, int from) {
        int[] those = new int[(digits.length - from + 1) / 2];
        for (int i = 0; i < those.length; i++) {
            those[i] = digits[from + 2 * i];
        }
        return those;
    }

    private static int largest(int[] digits) {
        int largest = 0;
        for (int digit : digits) {
            largest = Math.max(largest, digit);
        }
        return largest;
    }

    private static int smallest(int[] digits) {
        int smallest = 9;
        for (int digit : digits) {
            smallest = Math.min(smallest, digit);
        }
        return smallest;
    }

    private static int place(int[] digits, int of) {
        int place = 0;
        while (digits[place] != of) {
            place++;
        }
        return place;
    }

    private interface Selection {
        int[] of(int[] digits, int value);
    }
}
