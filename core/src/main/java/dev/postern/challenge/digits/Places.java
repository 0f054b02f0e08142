package dev.postern.challenge.digits;

/**
 * Which digits of a text are meant: a set of places, as bits, the first place being the lowest. The digits are distinct and from 1 to 9, so that there is one largest and one smallest.
 */
final class Places {
    private Places() {}

    static int all(int[] digits) {
        return first(digits.length);
    }

    /** The first so many. */
    static int first(int count) {
        return (1 << count) - 1;
    }

    /** The places of those digits that are in this set, a digit being the bit of its value. */
    static int of(int[] digits, int set) {
        int places = 0;
        for (int i = 0; i < digits.length; i++) {
            places |= ((set >> digits[i]) & 1) << i;
        }
        return places;
    }

    /** The set of the digits at these places. */
    static int digits(int[] digits, int places) {
        int set = 0;
        for (int i = 0; i < digits.length; i++) {
            set |= ((places >> i) & 1) << digits[i];
        }
        return set;
    }

    /** The digit of this rank from below, from 1 on. */
    static int smallest(int[] digits, int rank) {
        int set = digits(digits, all(digits));
        for (int i = 1; i < rank; i++) {
            set &= set - 1; // without the smallest
        }
        return Integer.numberOfTrailingZeros(set);
    }

    /** The digit of this rank from above, from 1 on. */
    static int largest(int[] digits, int rank) {
        return smallest(digits, digits.length + 1 - rank);
    }
}
