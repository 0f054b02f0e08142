package dev.postern.challenge.digits;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes one of two steps. */
final class Branch extends Turn {
    private final Check condition;
    private final Step then;
    private final Step otherwise;

    Branch(Check condition, Step then, Step otherwise) {
        super(0, condition, then, otherwise);
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
    }

    /** One whose steps lead to different results; empty if none was found soon. */
    static Optional<Solved<Branch>> any(long soFar, int[] digits, RandomGenerator random) {
        Optional<Solved<Step>> then = Step.any(soFar, digits, random);
        Optional<Solved<Step>> otherwise = Step.any(soFar, digits, random);
        if (then.isEmpty()
                || otherwise.isEmpty()
                || then.get().answer() == otherwise.get().answer()) {
            return Optional.empty();
        }
        Check condition = Check.any(random);
        Solved<Step> taken = (condition.holds(digits, soFar) ? then : otherwise).get();
        return Optional.of(new Solved<>(
                new Branch(condition, then.get().asked(), otherwise.get().asked()), taken.answer()));
    }

    Check condition() {
        return condition;
    }

    Step then() {
        return then;
    }

    Step otherwise() {
        return otherwise;
    }

    @Override
    boolean asksFor(Term term) {
        return then.asksFor(term) || otherwise.asksFor(term);
    }
}
