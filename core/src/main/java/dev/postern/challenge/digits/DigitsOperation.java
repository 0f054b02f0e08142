package dev.postern.challenge.digits;

/**
 * What {@link Digits} asks for at {@code easy}. The digits are distinct and from 1 to 9, so "the largest" has no tie,
 * "the 3" no second one, and no number starts with a zero. An operation over a part of the digits is asked only where it takes
 * at least two and leaves at least one. New operations are added at the end: tokens hold the ordinal.
 */
@SuppressWarnings("ImmutableEnumChecker") // terms are records of enums and numbers
enum DigitsOperation {
    SUM_ALL(Measure.SUM, Pick.ALL),
    SUM_EXCLUDING_LARGEST(Measure.SUM, Pick.EXCLUDING_LARGEST),
    SUM_EXCLUDING_SMALLEST(Measure.SUM, Pick.EXCLUDING_SMALLEST),
    SUM_EXCLUDING_VALUE(Measure.SUM, Pick.EXCLUDING_VALUE),
    SUM_EXCLUDING_FIRST(Measure.SUM, Pick.EXCLUDING_FIRST),
    SUM_EXCLUDING_LAST(Measure.SUM, Pick.EXCLUDING_LAST),
    SUM_EVEN(Measure.SUM, Pick.EVEN),
    SUM_ODD(Measure.SUM, Pick.ODD),
    SUM_GREATER_THAN_VALUE(Measure.SUM, Pick.GREATER_THAN_VALUE),
    SUM_LESS_THAN_VALUE(Measure.SUM, Pick.LESS_THAN_VALUE),
    SUM_FIRST_AND_LAST(Measure.SUM, Pick.FIRST_AND_LAST),
    SUM_TWO_LARGEST(Measure.SUM, Pick.TWO_LARGEST),
    SUM_TWO_SMALLEST(Measure.SUM, Pick.TWO_SMALLEST),
    SUM_OF_SQUARES(Measure.SUM_OF_SQUARES, Pick.ALL),
    DOUBLED_SUM(Measure.DOUBLED_SUM, Pick.ALL),
    PRODUCT_FIRST_AND_LAST(Measure.PRODUCT, Pick.FIRST_AND_LAST),
    PRODUCT_LARGEST_AND_SMALLEST(Measure.PRODUCT, Pick.LARGEST_AND_SMALLEST),
    PRODUCT_TWO_LARGEST(Measure.PRODUCT, Pick.TWO_LARGEST),
    DIFFERENCE_LARGEST_AND_SMALLEST(Measure.SPREAD, Pick.ALL),
    NUMBER_FIRST_TWO(Measure.NUMBER, Pick.FIRST_VALUE, 2),
    NUMBER_LAST_TWO(Measure.NUMBER, Pick.LAST_VALUE, 2),
    NUMBER_REVERSED(Measure.NUMBER_REVERSED, Pick.ALL),
    NUMBER_ASCENDING(Measure.NUMBER_ASCENDING, Pick.ALL),
    NUMBER_DESCENDING(Measure.NUMBER_DESCENDING, Pick.ALL);

    private static final DigitsOperation[] ALL = values();

    private final Measure measure;
    private final Pick pick;
    private final Term withoutValue;

    DigitsOperation(Measure measure, Pick pick) {
        this(measure, pick, 0);
    }

    /** One whose pick takes so many. */
    DigitsOperation(Measure measure, Pick pick, int count) {
        this.measure = measure;
        this.pick = pick;
        this.withoutValue = new Term(measure, new Picked(pick, count));
    }

    /** The operation of this number, below {@link #count}. */
    static DigitsOperation at(int index) {
        return ALL[index];
    }

    static int count() {
        return ALL.length;
    }

    /** Whether the instruction names a value, which is then from 1 to 9; otherwise values are ignored. */
    boolean takesValue() {
        return pick.comparesWithValue();
    }

    /** Whether the instruction has one plain reading over these digits. */
    boolean fits(int[] digits, int value) {
        if (pick == Pick.ALL) {
            return true;
        }
        int taken = Integer.bitCount(term(value).digits().of(digits));
        return taken >= 2 && taken < digits.length;
    }

    Term term(int value) {
        return takesValue() ? new Term(measure, new Picked(pick, value)) : withoutValue;
    }
}
