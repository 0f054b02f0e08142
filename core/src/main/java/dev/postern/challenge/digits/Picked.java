package dev.postern.challenge.digits;

/**
 * Digits of the text.
 *
 * @param value what the pick needs, or 0
 */
record Picked(Pick pick, int value) implements Worded {
    @Override
    public int symbol() {
        return Symbols.index(pick);
    }

    @Override
    public Worded part(String slot) {
        return new Numeral(value);
    }

    /** The {@link Places} of the digits. */
    int of(int[] digits) {
        return pick.of(digits, value);
    }
}
