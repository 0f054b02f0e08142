package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/** One number that is made of digits of the text. */
record Term(Measure measure, Picked digits) implements Worded {
    private static final Measure[] LARGE = {
        Measure.NUMBER, Measure.NUMBER_REVERSED, Measure.NUMBER_ASCENDING, Measure.NUMBER_DESCENDING
    };

    /** One that means something over these digits: its pick takes at least two of them, and leaves one out at least unless it is all. */
    static Term any(int[] digits, RandomGenerator random) {
        while (true) {
            Pick pick = Pick.at(random.nextInt(Pick.count()));
            int value = value(pick, digits.length, random);
            int taken = Integer.bitCount(pick.of(digits, value));
            if (taken >= 2 && (taken < digits.length || pick == Pick.ALL)) {
                return new Term(measure(pick, taken, random), new Picked(pick, value));
            }
        }
    }

    /** A number of four digits. */
    static Term anyLarge(int[] digits, RandomGenerator random) {
        Measure measure = LARGE[random.nextInt(LARGE.length)];
        while (true) {
            Pick pick = Pick.at(random.nextInt(Pick.count()));
            int value = value(pick, digits.length, random);
            if (Integer.bitCount(pick.of(digits, value)) == 4) {
                return new Term(measure, new Picked(pick, value));
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

    @Override
    public int symbol() {
        return Symbols.index(measure);
    }

    @Override
    public Worded part(String slot) {
        return digits;
    }
}
