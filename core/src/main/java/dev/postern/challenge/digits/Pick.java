package dev.postern.challenge.digits;

import static dev.postern.challenge.digits.Places.largest;
import static dev.postern.challenge.digits.Places.smallest;

/**
 * Which digits of a text a question is about; they keep their order. The digits are distinct and from 1 to 9, so that there is one largest and one smallest. What needs a value says it:
 * a digit to compare with, or how many digits.
 */
@SuppressWarnings("ImmutableEnumChecker") // the fields are functions without state
enum Pick {
    ALL((digits, value) -> Places.all(digits)),
    EVEN((digits, value) -> Places.of(digits, 0b01_0101_0100)),
    ODD((digits, value) -> Places.of(digits, 0b10_1010_1010)),
    GREATER_THAN_VALUE((digits, value) -> Places.of(digits, ~upTo(value))),
    LESS_THAN_VALUE((digits, value) -> Places.of(digits, upTo(value - 1))),
    EXCLUDING_VALUE((digits, value) -> Places.of(digits, ~only(value))),
    FIRST_VALUE((digits, value) -> Places.first(value)),
    LAST_VALUE((digits, value) -> Places.all(digits) & ~Places.first(digits.length - value)),
    FIRST_AND_LAST((digits, value) -> 1 | (1 << (digits.length - 1))),
    /** The first, the third, and so on. */
    ODD_PLACES((digits, value) -> Places.all(digits) & 0b1_0101_0101),
    /** The second, the fourth, and so on. */
    EVEN_PLACES((digits, value) -> Places.all(digits) & 0b0_1010_1010),
    TWO_LARGEST((digits, value) -> Places.of(digits, ~upTo(largest(digits, 2) - 1))),
    TWO_SMALLEST((digits, value) -> Places.of(digits, upTo(smallest(digits, 2)))),
    LARGEST_AND_SMALLEST((digits, value) -> Places.of(digits, only(largest(digits, 1)) | only(smallest(digits, 1)))),
    EXCLUDING_LARGEST((digits, value) -> Places.of(digits, ~only(largest(digits, 1)))),
    EXCLUDING_SMALLEST((digits, value) -> Places.of(digits, ~only(smallest(digits, 1)))),
    EXCLUDING_FIRST((digits, value) -> Places.all(digits) & ~1),
    EXCLUDING_LAST((digits, value) -> Places.first(digits.length - 1)),
    BEFORE_LARGEST((digits, value) -> before(place(digits, largest(digits, 1)))),
    AFTER_LARGEST((digits, value) -> after(digits, place(digits, largest(digits, 1)))),
    BEFORE_SMALLEST((digits, value) -> before(place(digits, smallest(digits, 1)))),
    AFTER_SMALLEST((digits, value) -> after(digits, place(digits, smallest(digits, 1))));

    private static final Pick[] ALL_PICKS = values();

    private final Meaning meaning;

    Pick(Meaning meaning) {
        this.meaning = meaning;
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
        return this == GREATER_THAN_VALUE || this == LESS_THAN_VALUE || this == EXCLUDING_VALUE;
    }

    /** Whether its value is how many digits it takes. */
    boolean countsValue() {
        return this == FIRST_VALUE || this == LAST_VALUE;
    }

    /** Whether it means nothing without a value. */
    boolean needsValue() {
        return comparesWithValue() || countsValue();
    }

    /** Whether how many digits it takes depends on what they are, or is not said with it. */
    boolean isWorthCounting() {
        return switch (this) {
            case ALL, EVEN, ODD, GREATER_THAN_VALUE, LESS_THAN_VALUE -> true;
            case BEFORE_LARGEST, AFTER_LARGEST, BEFORE_SMALLEST, AFTER_SMALLEST -> true;
            default -> false;
        };
    }

    /** The {@link Places} that it takes of these digits. */
    int of(int[] digits, int value) {
        return meaning.of(digits, value);
    }

    /** The digits up to this one, as a set. */
    private static int upTo(int digit) {
        return (2 << digit) - 1;
    }

    private static int only(int digit) {
        return 1 << digit;
    }

    private static int place(int[] digits, int digit) {
        return Places.of(digits, only(digit));
    }

    private static int before(int place) {
        return place - 1;
    }

    private static int after(int[] digits, int place) {
        return Places.all(digits) & ~(2 * place - 1);
    }

    private interface Meaning {
        int of(int[] digits, int value);
    }
}
