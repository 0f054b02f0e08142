package dev.postern.challenge;

/**
 * What an instruction of {@link Digits} asks for. The digits are distinct and from 1 to 9, so "the largest" has no tie,
 * "the 3" no second one, and no number starts with a zero. An operation that sums a selection is asked only where it takes
 * at least two digits and leaves at least one. New operations are added at the end: tokens hold the ordinal.
 */
@SuppressWarnings("ImmutableEnumChecker") // the fields are functions without state
enum DigitsOperation {
    SUM_ALL("Sum all digits", d -> sum(d)),
    SUM_EXCLUDING_LARGEST("Sum all digits except the largest", d -> sum(d) - largest(d, 1)),
    SUM_EXCLUDING_SMALLEST("Sum all digits except the smallest", d -> sum(d) - smallest(d, 1)),
    SUM_EXCLUDING_VALUE("Sum all digits except the %d", (digit, value) -> digit != value),
    SUM_EXCLUDING_FIRST("Sum all digits except the first one", d -> sum(d) - d[0]),
    SUM_EXCLUDING_LAST("Sum all digits except the last one", d -> sum(d) - last(d, 1)),
    SUM_EVEN("Sum the even digits", (digit, value) -> digit % 2 == 0),
    SUM_ODD("Sum the odd digits", (digit, value) -> digit % 2 != 0),
    SUM_GREATER_THAN_VALUE("Sum the digits that are greater than %d", (digit, value) -> digit > value),
    SUM_LESS_THAN_VALUE("Sum the digits that are less than %d", (digit, value) -> digit < value),
    SUM_FIRST_AND_LAST("Sum the first digit and the last digit", d -> d[0] + last(d, 1)),
    SUM_TWO_LARGEST("Sum the two largest digits", d -> largest(d, 1) + largest(d, 2)),
    SUM_TWO_SMALLEST("Sum the two smallest digits", d -> smallest(d, 1) + smallest(d, 2)),
    SUM_OF_SQUARES("Square each digit and sum the squares", d -> sumOfSquares(d)),
    DOUBLED_SUM("Sum all digits, then double the sum", d -> 2 * sum(d)),
    PRODUCT_FIRST_AND_LAST("Multiply the first digit by the last digit", d -> d[0] * last(d, 1)),
    PRODUCT_LARGEST_AND_SMALLEST(
            "Multiply the largest digit by the smallest digit", d -> largest(d, 1) * smallest(d, 1)),
    PRODUCT_TWO_LARGEST("Multiply the two largest digits", d -> largest(d, 1) * largest(d, 2)),
    DIFFERENCE_LARGEST_AND_SMALLEST(
            "Subtract the smallest digit from the largest digit", d -> largest(d, 1) - smallest(d, 1)),
    NUMBER_FIRST_TWO("Write the first two digits, in order, as one number", d -> 10 * d[0] + d[1]),
    NUMBER_LAST_TWO("Write the last two digits, in order, as one number", d -> 10 * last(d, 2) + last(d, 1)),
    NUMBER_REVERSED("Write all digits in reverse order as one number", d -> backward(d)),
    NUMBER_ASCENDING("Write all digits from smallest to largest as one number", d -> ascending(d)),
    NUMBER_DESCENDING("Write all digits from largest to smallest as one number", d -> descending(d));

    private static final String VALUE = "%d";

    private final String instruction;
    private final boolean takesValue;
    private final Meaning meaning;
    private final Fit fit;

    /** An operation over all the digits. */
    DigitsOperation(String instruction, Whole whole) {
        this(instruction, (digits, value) -> whole.of(digits), (digits, value) -> true);
    }

    /** The sum of the digits that the selection takes. */
    DigitsOperation(String instruction, Selection selection) {
        this(instruction, (digits, value) -> sum(digits, selection, value), (digits, value) -> {
            int taken = count(digits, selection, value);
            return taken >= 2 && taken < digits.length;
        });
    }

    DigitsOperation(String instruction, Meaning meaning, Fit fit) {
        this.takesValue = instruction.endsWith(VALUE);
        this.instruction = takesValue ? instruction.substring(0, instruction.length() - VALUE.length()) : instruction;
        this.meaning = meaning;
        this.fit = fit;
    }

    /** Whether the instruction names a value, which is then from 1 to 9; otherwise values are ignored. */
    boolean takesValue() {
        return takesValue;
    }

    /** Whether the instruction has one plain reading over these digits. */
    boolean fits(int[] digits, int value) {
        return fit.holds(digits, value);
    }

    String instruction(int value) {
        return takesValue ? instruction + value : instruction;
    }

    int answer(int[] digits, int value) {
        return meaning.of(digits, value);
    }

    private static int sum(int[] digits) {
        int sum = 0;
        for (int digit : digits) {
            sum += digit;
        }
        return sum;
    }

    private static int sum(int[] digits, Selection selection, int value) {
        int sum = 0;
        for (int digit : digits) {
            sum += selection.takes(digit, value) ? digit : 0;
        }
        return sum;
    }

    private static int count(int[] digits, Selection selection, int value) {
        int count = 0;
        for (int digit : digits) {
            count += selection.takes(digit, value) ? 1 : 0;
        }
        return count;
    }

    private static int sumOfSquares(int[] digits) {
        int sum = 0;
        for (int digit : digits) {
            sum += digit * digit;
        }
        return sum;
    }

    private static int last(int[] digits, int rank) {
        return digits[digits.length - rank];
    }

    private static int smallest(int[] digits, int rank) {
        int set = set(digits);
        for (int i = 1; i < rank; i++) {
            set &= set - 1; // without the smallest
        }
        return Integer.numberOfTrailingZeros(set);
    }

    private static int largest(int[] digits, int rank) {
        return smallest(digits, digits.length + 1 - rank);
    }

    /** The digits as bits: they are distinct, so it holds all of them. */
    private static int set(int[] digits) {
        int set = 0;
        for (int digit : digits) {
            set |= 1 << digit;
        }
        return set;
    }

    private static int ascending(int[] digits) {
        int number = 0;
        for (int set = set(digits); set != 0; set &= set - 1) {
            number = 10 * number + Integer.numberOfTrailingZeros(set);
        }
        return number;
    }

    private static int descending(int[] digits) {
        int number = 0;
        int place = 1;
        for (int set = set(digits); set != 0; set &= set - 1) {
            number += place * Integer.numberOfTrailingZeros(set);
            place *= 10;
        }
        return number;
    }

    private static int backward(int[] digits) {
        int number = 0;
        for (int i = digits.length - 1; i >= 0; i--) {
            number = 10 * number + digits[i];
        }
        return number;
    }

    private interface Whole {
        int of(int[] digits);
    }

    private interface Selection {
        boolean takes(int digit, int value);
    }

    private interface Meaning {
        int of(int[] digits, int value);
    }

    private interface Fit {
        boolean holds(int[] digits, int value);
    }
}
