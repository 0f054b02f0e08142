package dev.postern.challenge.digits;

/** What may hold of the digits of a text, or of the result so far. What needs a value says it. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are functions without state
enum Condition {
    MORE_ODD_THAN_EVEN((digits, value, soFar) -> 2 * Integer.bitCount(Pick.ODD.of(digits, 0)) > digits.length),
    SECOND_ABOVE_FIRST((digits, value, soFar) -> digits[1] > digits[0]),
    FIRST_ABOVE_LAST((digits, value, soFar) -> digits[0] > digits[digits.length - 1]),
    LARGEST_BEFORE_SMALLEST(
            (digits, value, soFar) -> Pick.BEFORE_SMALLEST.of(digits, 0) > Pick.BEFORE_LARGEST.of(digits, 0)),
    FIRST_IS_EVEN((digits, value, soFar) -> digits[0] % 2 == 0),
    LAST_IS_ODD((digits, value, soFar) -> digits[digits.length - 1] % 2 == 1),
    SUM_IS_EVEN((digits, value, soFar) -> Measure.SUM.of(digits, Places.all(digits)) % 2 == 0),
    RESULT_IS_EVEN((digits, value, soFar) -> soFar % 2 == 0),
    CONTAINS_VALUE((digits, value, soFar) -> Places.of(digits, 1 << value) != 0),
    FIRST_ABOVE_VALUE((digits, value, soFar) -> digits[0] > value),
    COUNT_ABOVE_VALUE((digits, value, soFar) -> digits.length > value);

    private static final Condition[] ALL = values();

    private final Meaning meaning;

    Condition(Meaning meaning) {
        this.meaning = meaning;
    }

    /** The condition of this number, below {@link #count}. */
    static Condition at(int index) {
        return ALL[index];
    }

    static int count() {
        return ALL.length;
    }

    /** The least value that it is asked with, or 0 if it needs none. */
    int least() {
        return switch (this) {
            case CONTAINS_VALUE -> 1;
            case FIRST_ABOVE_VALUE -> 3;
            case COUNT_ABOVE_VALUE -> 6;
            default -> 0;
        };
    }

    /** The largest value that it is asked with, or 0 if it needs none. */
    int most() {
        return switch (this) {
            case CONTAINS_VALUE -> 9;
            case FIRST_ABOVE_VALUE, COUNT_ABOVE_VALUE -> 7;
            default -> 0;
        };
    }

    boolean needsValue() {
        return least() > 0;
    }

    boolean holds(int[] digits, int value, long soFar) {
        return meaning.holds(digits, value, soFar);
    }

    private interface Meaning {
        boolean holds(int[] digits, int value, long soFar);
    }
}
