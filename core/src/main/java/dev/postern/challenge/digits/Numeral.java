package dev.postern.challenge.digits;

/** A number that is named, from 1 to 9. */
record Numeral(int value) implements Worded {
    static final int LARGEST = 9;

    @Override
    public int symbol() {
        return value - 1;
    }
}
