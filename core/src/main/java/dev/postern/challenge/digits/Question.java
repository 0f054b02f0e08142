package dev.postern.challenge.digits;

import java.util.random.RandomGenerator;

/** What is asked at {@code medium}, and where a {@link Chain} starts: two numbers, each made of digits of the text, joined to one. */
final class Question extends Worded {
    /** Answers below are too often right by chance. */
    static final int LEAST_ANSWER = 100;

    private static final long MOST_MULTIPLIED = 999;

    private final Joint joint;
    private final Term first;
    private final Term second;

    Question(Joint joint, Term first, Term second) {
        super(Symbols.index(joint), first, second, null);
        this.joint = joint;
        this.first = first;
        this.second = second;
    }

    /** One whose answer is {@link #LEAST_ANSWER} at least over these digits; the joint, the measures and the picks are equally likely as far as they fit. */
    static Solved<Question> any(int[] digits, RandomGenerator random) {
        while (true) {
            Joint joint = Joint.at(random.nextInt(Joint.count()));
            Solved<Term> first = Term.any(digits, random);
            Solved<Term> second = Term.any(digits, random);
            Solved<Question> question = of(joint, first, second);
            if (joint.isSimple(first.answer(), second.answer(), MOST_MULTIPLIED)
                    && question.answer() >= LEAST_ANSWER
                    && !first.asked().equals(second.asked())) {
                return question;
            }
        }
    }

    /** These numbers, joined. */
    static Solved<Question> of(Joint joint, Solved<Term> first, Solved<Term> second) {
        return new Solved<>(
                new Question(joint, first.asked(), second.asked()), joint.of(first.answer(), second.answer()));
    }

    Joint joint() {
        return joint;
    }

    Term first() {
        return first;
    }

    Term second() {
        return second;
    }

    @Override
    String label() {
        return joint.name();
    }
}
