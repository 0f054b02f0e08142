package dev.postern.challenge.digits;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes one of two steps. */
record Branch(Check condition, Step then, Step otherwise) implements Turn {
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
