package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What is asked at {@code medium}: two numbers, each made of digits of the text, joined to one. */
public record Question(Joint joint, Term first, Term second) {
    /** Answers below are too often right by chance. */
    public static final int LEAST_ANSWER = 100;

    private static final long MOST_TIMES = 12;
    private static final long MOST_MULTIPLIED = 999;
    private static final List<String> OPERATIONS = names();

    /** One whose answer is {@link #LEAST_ANSWER} at least over these digits; the joint, the measures and the picks are equally likely as far as they fit. */
    public static Question any(int[] digits, RandomGenerator random) {
        while (true) {
            Question question = new Question(
                    Joint.at(random.nextInt(Joint.count())), Term.any(digits, random), Term.any(digits, random));
            if (!question.first.equals(question.second) && question.isFair(digits)) {
                return question;
            }
        }
    }

    /** Whether its answer is no likely one by chance, and no product that takes more than reading and a little arithmetic. */
    private boolean isFair(int[] digits) {
        long one = first.of(digits);
        long other = second.of(digits);
        boolean isEasy =
                joint != Joint.TIMES || (Math.min(one, other) <= MOST_TIMES && Math.max(one, other) <= MOST_MULTIPLIED);
        return isEasy && joint.of(one, other) >= LEAST_ANSWER;
    }

    /** The right answer over these digits. */
    public long answer(int[] digits) {
        return joint.of(first.of(digits), second.of(digits));
    }

    /** The names of all kinds of questions: what is made of the first digits, and how the second number is joined to it. */
    public static List<String> operations() {
        return OPERATIONS;
    }

    /** Which of {@link #operations} it is. */
    public int operation() {
        return OPERATIONS.indexOf(name(first.measure(), joint));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Joint joint : Joint.values()) {
                names.add(name(measure, joint));
            }
        }
        return List.copyOf(names);
    }

    private static String name(Measure measure, Joint joint) {
        return measure + "_" + joint;
    }
}
