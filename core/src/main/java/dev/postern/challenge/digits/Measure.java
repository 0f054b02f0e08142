package dev.postern.challenge.digits;

import java.util.Arrays;
import java.util.Locale;

/** What a question makes of the digits that it is about: a number that is not negative. Each wants enough digits to mean something, and few enough for a number that people can handle. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are functions without state
public enum Measure {
    SUM(2, 9, digits -> sum(digits)),
    PRODUCT(2, 3, digits -> product(digits)),
    COUNT(2, 9, digits -> digits.length),
    LARGEST(2, 9, digits -> last(ascending(digits))),
    SMALLEST(2, 9, digits -> ascending(digits)[0]),
    /** The largest less the smallest. */
    SPREAD(2, 9, digits -> last(ascending(digits)) - ascending(digits)[0]),
    SUM_OF_SQUARES(2, 9, digits -> sumOfSquares(digits)),
    /** The digits as one number, in the order in which they stand. */
    NUMBER(2, 4, digits -> number(digits)),
    NUMBER_REVERSED(2, 4, digits -> number(backward(digits))),
    NUMBER_ASCENDING(2, 4, digits -> number(ascending(digits))),
    NUMBER_DESCENDING(2, 4, digits -> number(backward(ascending(digits))));

    private static final Measure[] ALL = values();

    private final int fewest;
    private final int most;
    private final Meaning meaning;

    Measure(int fewest, int most, Meaning meaning) {
        this.fewest = fewest;
        this.most = most;
        this.meaning = meaning;
    }

    /** The measure of this number, below {@link #count}. */
    static Measure at(int index) {
        return ALL[index];
    }

    static int count() {
        return ALL.length;
    }

    /** Whether it is asked of so many digits. */
    boolean fits(int count) {
        return count >= fewest && count <= most;
    }

    int of(int[] digits) {
        return meaning.of(digits);
    }

    /** Its name in phrase packs. */
    String symbol() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int sum(int[] digits) {
        int sum = 0;
        for (int digit : digits) {
            sum += digit;
        }
        return sum;
    }

    private static int product(int[] digits) {
        int product = 1;
        for (int digit : digits) {
            product *= digit;
        }
        return product;
    }

    private static int sumOfSquares(int[] digits) {
        int sum = 0;
        for (int digit : digits) {
            sum += digit * digit;
        }
        return sum;
    }

    private static int number(int[] digits) {
        int number = 0;
        for (int digit : digits) {
            number = 10 * number + digit;
        }
        return number;
    }

    private static int[] ascending(int[] digits) {
        int[] sorted = digits.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static int[] backward(int[] digits) {
        int[] backward = new int[digits.length];
        for (int i = 0; i < digits.length; i++) {
            backward[i] = digits[digits.length - 1 - i];
        }
        return backward;
    }

    private static int last(int[] digits) {
        return digits[digits.length - 1];
    }

    private interface Meaning {
        int of(int[] digits);
    }
}
