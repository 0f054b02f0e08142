package dev.postern.challenge.digits;

/** Digits of the text. */
final class Picked extends Worded {
    private final Pick pick;
    private final int value;

    /**
     * These.
     *
     * @param value what the pick needs, or 0
     */
    Picked(Pick pick, int value) {
        super(Symbols.index(pick), Numeral.orNothing(value), null, null);
        this.pick = pick;
        this.value = value;
    }

    Pick pick() {
        return pick;
    }

    int value() {
        return value;
    }

    /** The {@link Places} of the digits. */
    int of(int[] digits) {
        return pick.of(digits, value);
    }

    @Override
    String label() {
        return pick.name();
    }
}
