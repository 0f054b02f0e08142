package dev.postern.challenge.digits;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes one of two steps. */
record Branch(Check condition, Step then, Step otherwise) implements Turn {
    /** One whose steps lead to different results; empty if none was found soon. */
    static Optional<Branch> any(long soFar, int[] digits, RandomGenerator random) {
        Optional<Step> then = Step.any(soFar, digits, random);
        Optional<Step> otherwise = Step.any(soFar, digits, random);
        if (then.isEmpty()
                || otherwise.isEmpty()
                || then.get().of(soFar, digits) == otherwise.get().of(soFar, digits)) {
            return Optional.empty();
        }
        return Optional.of(new Branch(Check.any(random), then.get(), otherwise.get()));
    }

    @Override
    public long of(long soFar, int[] digits) {
        return (condition.holds(digits, soFar) ? then : otherwise).of(soFar, digits);
    }

    @Override
    public boolean asksFor(Term term) {
        return then.asksFor(term) || otherwise.asksFor(term);
    }

    @Override
    public int symbol() {
        return 0;
    }

    @Override
    public Worded part(String slot) {
        return switch (slot) {
            case "condition" -> condition;
            case "then" -> then;
            default -> otherwise;
        };
    }
}
