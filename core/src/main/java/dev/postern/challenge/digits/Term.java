package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/** One number that is made of digits of the text. */
final class Term extends Worded {
    private static final Measure[] LARGE = {
        Measure.NUMBER, Measure.NUMBER_REVERSED, Measure.NUMBER_ASCENDING, Measure.NUMBER_DESCENDING
    };

    /** What a number of four digits is at most. */
    static final int MOST_LARGE = 9_999;

    /** What may take four of six to eight digits; the others never do. */
    static final Pick[] OF_FOUR = {
        Pick.EVEN,
        Pick.ODD,
        Pick.GREATER_THAN_VALUE,
        Pick.LESS_THAN_VALUE,
        Pick.FIRST_VALUE,
        Pick.LAST_VALUE,
        Pick.ODD_PLACES,
        Pick.EVEN_PLACES,
        Pick.BEFORE_LARGEST,
        Pick.AFTER_LARGEST,
        Pick.BEFORE_SMALLEST,
        Pick.AFTER_SMALLEST
    };

    private final Measure measure;
    private final Picked digits;

    Term(Measure measure, Picked digits) {
        super(Symbols.index(measure), digits, null, null);
        this.measure = measure;
        this.digits = digits;
    }

    /** One that means something over these digits: its pick takes at least two of them, and leaves one out at least unless it is all. */
    static Solved<Term> any(int[] digits, RandomGenerator random) {
        while (true) {
            Pick pick = Pick.at(random.nextInt(Pick.count()));
            int value = value(pick, digits.length, random);
            int places = pick.of(digits, value);
            int taken = Integer.bitCount(places);
            if (taken >= 2 && (taken < digits.length || pick == Pick.ALL)) {
                Measure measure = measure(pick, taken, random);
                return new Solved<>(new Term(measure, new Picked(pick, value)), measure.of(digits, places));
            }
        }
    }

    /** A number of four digits. */
    static Solved<Term> anyLarge(int[] digits, RandomGenerator random) {
        Measure measure = LARGE[random.nextInt(LARGE.length)];
        while (true) {
            Pick pick = OF_FOUR[random.nextInt(OF_FOUR.length)];
            int value = value(pick, digits.length, random);
            int places = pick.of(digits, value);
            if (Integer.bitCount(places) == 4) {
                return new Solved<>(new Term(measure, new Picked(pick, value)), measure.of(digits, places));
            }
        }
    }

    private static int value(Pick pick, int count, RandomGenerator random) {
        if (pick.comparesWithValue()) {
            return 1 + random.nextInt(Numeral.LARGEST);
        }
        return pick.countsValue() ? 2 + random.nextInt(count - 2) : 0;
    }

    private static Measure measure(Pick pick, int taken, RandomGenerator random) {
        while (true) {
            Measure measure = Measure.at(random.nextInt(Measure.count()));
            if (measure.fits(taken) && (measure != Measure.COUNT || pick.isWorthCounting())) {
                return measure;
            }
        }
    }

    int of(int[] text) {
        return measure.of(text, digits.of(text));
    }

    Measure measure() {
        return measure;
    }

    Picked digits() {
        return digits;
    }

    @Override
    String label() {
        return measure.name();
    }
}
