package dev.postern.challenge.digits;

/** What a question makes of the digits that it is about: a number that is not negative. Each wants enough digits to mean something, and few enough for a number that people can handle. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are functions without state
enum Measure {
    SUM(2, 9, (digits, places) -> sum(digits, places, 1)),
    DOUBLED_SUM(2, 9, (digits, places) -> 2 * sum(digits, places, 1)),
    PRODUCT(2, 3, Measure::product),
    COUNT(2, 9, (digits, places) -> Integer.bitCount(places)),
    LARGEST(2, 9, (digits, places) -> largest(Places.digits(digits, places))),
    SMALLEST(2, 9, (digits, places) -> smallest(Places.digits(digits, places))),
    /** The largest less the smallest. */
    SPREAD(2, 9, (digits, places) -> spread(Places.digits(digits, places))),
    SUM_OF_SQUARES(2, 9, (digits, places) -> sum(digits, places, 2)),
    /** The digits as one number, in the order in which they stand. */
    NUMBER(2, 4, Measure::number),
    NUMBER_REVERSED(2, 4, Measure::numberReversed),
    NUMBER_ASCENDING(2, 4, (digits, places) -> ascending(Places.digits(digits, places))),
    NUMBER_DESCENDING(2, 4, (digits, places) -> descending(Places.digits(digits, places)));

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

    /** Of the digits at these {@link Places}. */
    int of(int[] digits, int places) {
        return meaning.of(digits, places);
    }

    private static int sum(int[] digits, int places, int power) {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = ((places >> i) & 1) * digits[i];
            sum += power == 1 ? digit : digit * digit;
        }
        return sum;
    }

    private static int product(int[] digits, int places) {
        int product = 1;
        for (int i = 0; i < digits.length; i++) {
            product *= ((places >> i) & 1) == 1 ? digits[i] : 1;
        }
        return product;
    }

    private static int number(int[] digits, int places) {
        int number = 0;
        for (int i = 0; i < digits.length; i++) {
            number = ((places >> i) & 1) == 1 ? 10 * number + digits[i] : number;
        }
        return number;
    }

    private static int numberReversed(int[] digits, int places) {
        int number = 0;
        for (int i = digits.length - 1; i >= 0; i--) {
            number = ((places >> i) & 1) == 1 ? 10 * number + digits[i] : number;
        }
        return number;
    }

    private static int largest(int set) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(set);
    }

    private static int smallest(int set) {
        return Integer.numberOfTrailingZeros(set);
    }

    private static int spread(int set) {
        return largest(set) - smallest(set);
    }

    private static int ascending(int digits) {
        int number = 0;
        for (int set = digits; set != 0; set &= set - 1) {
            number = 10 * number + smallest(set);
        }
        return number;
    }

    private static int descending(int digits) {
        int number = 0;
        int place = 1;
        for (int set = digits; set != 0; set &= set - 1) {
            number += place * smallest(set);
            place *= 10;
        }
        return number;
    }

    private interface Meaning {
        int of(int[] digits, int places);
    }
}
