package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Learns the joint, and the measure, the pick and the value of each number, each by itself, from words and pairs of words and in which third of the sentence they stand. */
final class NaiveBayes implements Attacker {
    private static final int THIRDS = 3;

    private final List<Learner<?>> learners = new ArrayList<>();
    private final Learner<Joint> joint = learner(Question::joint);
    private final Learner<Measure> firstMeasure =
            learner(question -> question.first().measure());
    private final Learner<Measure> secondMeasure =
            learner(question -> question.second().measure());
    private final Learner<Picked> firstPick =
            learner(question -> question.first().digits());
    private final Learner<Picked> secondPick =
            learner(question -> question.second().digits());

    private <T> Learner<T> learner(Function<Question, T> asked) {
        Learner<T> learner = new Learner<>(asked);
        learners.add(learner);
        return learner;
    }

    @Override
    public String name() {
        return "naive Bayes on words and pairs of words";
    }

    @Override
    public void learn(List<Seen> challenges) {
        for (Seen seen : challenges) {
            List<String> features = features(seen.instruction());
            learners.forEach(learner -> learner.learn(seen.question(), features));
        }
    }

    @Override
    public long answer(int[] digits, String instruction) {
        List<String> features = features(instruction);
        long one = of(digits, firstMeasure.guess(features), firstPick.guess(features));
        long other = of(digits, secondMeasure.guess(features), secondPick.guess(features));
        return joint.guess(features).of(Math.max(one, other), Math.min(one, other));
    }

    /** Guesses may not fit each other, or the text. */
    private static long of(int[] digits, Measure measure, Picked picked) {
        if (picked.pick().countsValue() && picked.value() > digits.length) {
            return 0;
        }
        int taken = picked.of(digits);
        return taken == 0 ? 0 : measure.of(digits, taken);
    }

    private static List<String> features(String instruction) {
        String[] words = instruction
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 ]", "")
                .split(" +", -1);
        List<String> features = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            String third = " " + i * THIRDS / words.length;
            features.add(words[i] + third);
            features.add(words[i] + " " + (i + 1 < words.length ? words[i + 1] : "") + third);
        }
        return features;
    }

    /** One classifier. */
    private static final class Learner<T> {
        private final Function<Question, T> asked;
        private final Map<T, Integer> classes = new HashMap<>();
        private final Map<T, Map<String, Integer>> counts = new HashMap<>();

        Learner(Function<Question, T> asked) {
            this.asked = asked;
        }

        void learn(Question question, List<String> features) {
            T label = asked.apply(question);
            classes.merge(label, 1, Integer::sum);
            Map<String, Integer> count = counts.computeIfAbsent(label, none -> new HashMap<>());
            features.forEach(feature -> count.merge(feature, 1, Integer::sum));
        }

        T guess(List<String> features) {
            T best = null;
            double most = Double.NEGATIVE_INFINITY;
            for (Map.Entry<T, Integer> known : classes.entrySet()) {
                Map<String, Integer> count = counts.getOrDefault(known.getKey(), Map.of());
                double likely = Math.log(known.getValue());
                for (String feature : features) {
                    likely += Math.log((count.getOrDefault(feature, 0) + 0.1) / (known.getValue() + 0.2));
                }
                if (likely > most) {
                    most = likely;
                    best = known.getKey();
                }
            }
            return java.util.Objects.requireNonNull(best, "it has learnt nothing");
        }
    }
}
