package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/**
 * A condition that a question names.
 *
 * @param value what the condition needs, or 0
 */
record Check(Condition condition, int value) implements Worded {
    /** Each condition, and each value that it is asked with, equally likely. */
    static Check any(RandomGenerator random) {
        Condition condition = Condition.at(random.nextInt(Condition.count()));
        return new Check(condition, condition.least() + random.nextInt(condition.most() - condition.least() + 1));
    }

    boolean holds(int[] digits, long soFar) {
        return condition.holds(digits, value, soFar);
    }

    @Override
    public int symbol() {
        return Symbols.index(condition);
    }

    @Override
    public Worded part(String slot) {
        return new Numeral(value);
    }
}
