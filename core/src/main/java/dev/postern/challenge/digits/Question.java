package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/** What is asked at {@code medium}, and where a {@link Chain} starts: two numbers, each made of digits of the text, joined to one. */
record Question(Joint joint, Term first, Term second) implements Worded {
    /** Answers below are too often right by chance. */
    static final int LEAST_ANSWER = 100;

    private static final long MOST_MULTIPLIED = 999;

    /** One whose answer is {@link #LEAST_ANSWER} at least over these digits; the joint, the measures and the picks are equally likely as far as they fit. */
    static Question any(int[] digits, RandomGenerator random) {
        while (true) {
            Joint joint = Joint.at(random.nextInt(Joint.count()));
            Term first = Term.any(digits, random);
            Term second = Term.any(digits, random);
            long one = first.of(digits);
            long other = second.of(digits);
            if (joint.isSimple(one, other, MOST_MULTIPLIED)
                    && joint.of(one, other) >= LEAST_ANSWER
                    && !first.equals(second)) {
                return new Question(joint, first, second);
            }
        }
    }

    /** The right answer over these digits. */
    long answer(int[] digits) {
        return joint.of(first.of(digits), second.of(digits));
    }

    @Override
    public int symbol() {
        return Symbols.index(joint);
    }

    @Override
    public Worded part(String slot) {
        return slot.equals("first") ? first : second;
    }
}
