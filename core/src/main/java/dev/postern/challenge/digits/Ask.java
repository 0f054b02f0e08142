package dev.postern.challenge.digits;

/**
 * What is asked at {@code easy}.
 *
 * @param value what the operation needs, or 0
 */
record Ask(DigitsOperation operation, int value) implements Worded {
    int answer(int[] digits) {
        return operation.term(value).of(digits);
    }

    @Override
    public int symbol() {
        return Symbols.index(operation);
    }

    @Override
    public Worded part(String slot) {
        return new Numeral(value);
    }
}
