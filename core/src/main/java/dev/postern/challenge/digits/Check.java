package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/** A condition that a question names. */
final class Check extends Worded {
    private final Condition condition;
    private final int value;

    /**
     * Asks whether this holds.
     *
     * @param value what the condition needs, or 0
     */
    Check(Condition condition, int value) {
        super(Symbols.index(condition), Numeral.orNothing(value), null, null);
        this.condition = condition;
        this.value = value;
    }

    /** Each condition, and each value that it is asked with, equally likely. */
    static Check any(RandomGenerator random) {
        Condition condition = Condition.at(random.nextInt(Condition.count()));
        return new Check(condition, condition.least() + random.nextInt(condition.most() - condition.least() + 1));
    }

    Condition condition() {
        return condition;
    }

    int value() {
        return value;
    }

    boolean holds(int[] digits, long soFar) {
        return condition.holds(digits, value, soFar);
    }

    @Override
    String label() {
        return condition.name();
    }
}
