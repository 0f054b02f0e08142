package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is asked at {@code hard}: a question, and one or two turns, one of which depends on a condition. */
record Chain(Question start, List<Turn> turns) {
    /** Answers below are too often right by chance. */
    static final int LEAST_ANSWER = 1000;

    static final int MOST_ANSWER = 99_999;

    Chain {
        turns = List.copyOf(turns);
    }

    /** One whose answer over these digits is from {@link #LEAST_ANSWER} to {@link #MOST_ANSWER}. */
    static Solved<Chain> any(int[] digits, RandomGenerator random) {
        while (true) {
            Solved<Question> start = start(digits, random);
            int count = 1 + random.nextInt(2);
            int conditional = random.nextInt(count);
            List<Turn> turns = new ArrayList<>(2);
            long soFar = start.answer();
            for (int i = 0; i < count && turns.size() == i; i++) {
                Optional<? extends Solved<? extends Turn>> turn =
                        i == conditional ? Branch.any(soFar, digits, random) : Step.any(soFar, digits, random);
                if (turn.isPresent()) {
                    turns.add(turn.get().asked());
                    soFar = turn.get().answer();
                }
            }
            if (turns.size() == count && soFar >= LEAST_ANSWER && soFar <= MOST_ANSWER) {
                return new Solved<>(new Chain(start.asked(), turns), soFar);
            }
        }
    }

    /** A term of four digits, before or after another. */
    private static Solved<Question> start(int[] digits, RandomGenerator random) {
        while (true) {
            Joint joint = Joint.at(random.nextInt(Joint.count()));
            Solved<Term> other = Term.any(digits, random);
            if (!joint.isSimple(Term.MOST_LARGE, other.answer(), Step.MOST_MULTIPLIED)) {
                continue; // whatever the large one is, which takes longer to find
            }
            Solved<Term> large = Term.anyLarge(digits, random);
            boolean largeFirst = joint == Joint.MINUS || random.nextBoolean();
            if (joint.isSimple(large.answer(), other.answer(), Step.MOST_MULTIPLIED)
                    && !large.asked().equals(other.asked())) {
                return largeFirst ? Question.of(joint, large, other) : Question.of(joint, other, large);
            }
        }
    }

    /** What is said, with something beside the point before one of the sentences, or after them. */
    List<Sentence> sentences(Sentence aside, RandomGenerator random) {
        List<Sentence> sentences = new ArrayList<>(4);
        sentences.add(new Sentence(Kind.START, start));
        for (Turn turn : turns) {
            sentences.add(new Sentence(turn instanceof Step ? Kind.STEP : Kind.BRANCH, turn));
        }
        sentences.add(random.nextInt(sentences.size() + 1), aside);
        return sentences;
    }

    /** A number that the chain does not ask for. */
    Aside aside(int[] digits, RandomGenerator random) {
        while (true) {
            Term other = Term.any(digits, random).asked();
            if (!asksFor(other)) {
                return new Aside(other);
            }
        }
    }

    private boolean asksFor(Term term) {
        if (start.first().equals(term) || start.second().equals(term)) {
            return true;
        }
        for (Turn turn : turns) {
            if (turn.asksFor(term)) {
                return true;
            }
        }
        return false;
    }
}
