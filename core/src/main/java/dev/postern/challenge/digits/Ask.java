package dev.postern.challenge.digits;

/** What is asked at {@code easy}. */
final class Ask extends Worded {
    private final DigitsOperation operation;
    private final int value;

    /**
     * Asks for this.
     *
     * @param value what the operation needs, or 0
     */
    Ask(DigitsOperation operation, int value) {
        super(Symbols.index(operation), Numeral.orNothing(value), null, null);
        this.operation = operation;
        this.value = value;
    }

    DigitsOperation operation() {
        return operation;
    }

    int value() {
        return value;
    }

    int answer(int[] digits) {
        return operation.term(value).of(digits);
    }

    @Override
    String label() {
        return operation.name();
    }
}
