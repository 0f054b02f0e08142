package dev.postern.challenge.digits;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Joins the result so far, as the first number, and another one. */
final class Step extends Turn {
    private static final int TRIES = 8;
    /** How large the larger factor of a product may be. */
    static final long MOST_MULTIPLIED = 9999;

    private final Joint joint;
    private final Term next;

    Step(Joint joint, Term next) {
        super(Symbols.index(joint), next, null, null);
        this.joint = joint;
        this.next = next;
    }

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

    Joint joint() {
        return joint;
    }

    Term next() {
        return next;
    }

    @Override
    boolean asksFor(Term term) {
        return next.equals(term);
    }

    @Override
    String label() {
        return joint.name();
    }
}
