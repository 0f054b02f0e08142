package dev.postern.challenge.digits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Learns each slot of a meaning by itself from {@link Grams#inThirds}. */
final class NaiveBayes implements Attacker {
    private final Map<String, Map<Integer, Likelihood>> slots = new LinkedHashMap<>();

    @Override
    public String name() {
        return "naive Bayes on letter n-grams";
    }

    @Override
    public void learn(List<Seen> challenges) {
        for (Seen seen : challenges) {
            int[] grams = Grams.inThirds(seen.instruction());
            Slots.of(seen.meaning())
                    .forEach((slot, symbol) -> slots.computeIfAbsent(slot, none -> new TreeMap<>())
                            .computeIfAbsent(symbol, none -> new Likelihood())
                            .add(grams));
        }
    }

    @Override
    public long answer(int[] digits, String instruction) {
        int[] grams = Grams.inThirds(instruction);
        return Slots.answer(Slots.meaning(slot -> guess(slot, grams)), digits);
    }

    private int guess(String slot, int[] grams) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Integer, Likelihood> symbol :
                Objects.requireNonNull(slots.get(slot), slot).entrySet()) {
            double likely = symbol.getValue().of(grams);
            if (likely > most) {
                most = likely;
                best = symbol.getKey();
            }
        }
        return best;
    }

    /** How likely grams are with one symbol, and the symbol is at all. */
    private static final class Likelihood {
        private final float[] logarithms = new float[Grams.ROWS];
        private int all;
        private boolean counted;

        void add(int[] grams) {
            all++;
            for (int gram : grams) {
                logarithms[gram]++;
            }
        }

        double of(int[] grams) {
            if (!counted) {
                for (int gram = 0; gram < Grams.ROWS; gram++) {
                    logarithms[gram] = (float) Math.log((logarithms[gram] + 0.1) / (all + 0.2));
                }
                counted = true;
            }
            double sum = Math.log(all);
            for (int gram : grams) {
                sum += logarithms[gram];
            }
            return sum;
        }
    }
}
