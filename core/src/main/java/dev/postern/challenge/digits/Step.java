package dev.postern.challenge.digits;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Joins the result so far, as the first number, and another one. */
record Step(Joint joint, Term next) implements Turn {
    private static final int TRIES = 8;
    /** How large the larger factor of a product may be. */
    static final long MOST_MULTIPLIED = 9999;

    /** One that takes no more than a little arithmetic from this result on; empty if none was found soon. */
    static Optional<Solved<Step>> any(long soFar, int[] digits, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            Joint joint = Joint.at(random.nextInt(Joint.count()));
            Solved<Term> next = Term.any(digits, random);
            if (joint.isSimple(soFar, next.answer(), MOST_MULTIPLIED)) {
                return Optional.of(new Solved<>(new Step(joint, next.asked()), joint.of(soFar, next.answer())));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean asksFor(Term term) {
        return next.equals(term);
    }

    @Override
    public int symbol() {
        return Symbols.index(joint);
    }

    @Override
    public Worded part(String slot) {
        return next;
    }
}
