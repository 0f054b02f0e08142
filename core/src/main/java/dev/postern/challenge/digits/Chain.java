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
    static Chain any(int[] digits, RandomGenerator random) {
        while (true) {
            Question start = start(digits, random);
            int count = 1 + random.nextInt(2);
            int conditional = random.nextInt(count);
            List<Turn> turns = new ArrayList<>(2);
            long soFar = start.answer(digits);
            for (int i = 0; i < count && turns.size() == i; i++) {
                Optional<? extends Turn> turn =
                        i == conditional ? Branch.any(soFar, digits, random) : Step.any(soFar, digits, random);
                if (turn.isPresent()) {
                    turns.add(turn.get());
                    soFar = turn.get().of(soFar, digits);
                }
            }
            if (turns.size() == count && soFar >= LEAST_ANSWER && soFar <= MOST_ANSWER) {
                return new Chain(start, turns);
            }
        }
    }

    /** A term of four digits, before or after another. */
    private static Question start(int[] digits, RandomGenerator random) {
        while (true) {
            Joint joint = Joint.at(random.nextInt(Joint.count()));
            Term large = Term.anyLarge(digits, random);
            Term other = Term.any(digits, random);
            Question question = joint == Joint.MINUS || random.nextBoolean()
                    ? new Question(joint, large, other)
                    : new Question(joint, other, large);
            if (joint.isSimple(large.of(digits), other.of(digits), Step.MOST_MULTIPLIED) && !large.equals(other)) {
                return question;
            }
        }
    }

    /** The right answer over these digits. */
    long answer(int[] digits) {
        long soFar = start.answer(digits);
        for (Turn turn : turns) {
            soFar = turn.of(soFar, digits);
        }
        return soFar;
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
            Term other = Term.any(digits, random);
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
