package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/**
 * One number that is made of digits of the text.
 *
 * @param value what the pick needs, or 0
 */
public record Term(Measure measure, Pick pick, int value) {
    /** One that means something over these digits: its pick takes at least two of them, and what it compares with leaves one out at least. */
    static Term any(int[] digits, RandomGenerator random) {
        while (true) {
            Pick pick = Pick.at(random.nextInt(Pick.count()));
            int value = pick.comparesWithValue()
                    ? 1 + random.nextInt(9)
                    : pick.countsValue() ? 2 + random.nextInt(digits.length - 2) : 0;
            int taken = pick.of(digits, value).length;
            Measure measure = Measure.at(random.nextInt(Measure.count()));
            boolean isWorthCounting = measure != Measure.COUNT || pick.isWorthCounting();
            if (measure.fits(taken) && isWorthCounting && (taken < digits.length || pick == Pick.ALL)) {
                return new Term(measure, pick, value);
            }
        }
    }

    int of(int[] digits) {
        return measure.of(pick.of(digits, value));
    }
}
