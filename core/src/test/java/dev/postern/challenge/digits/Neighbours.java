package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the challenges whose sentences are most like one: by the cosine of their {@link Grams#inThirds}, of which rare ones weigh more. */
final class Neighbours {
    /** Grams that more of the challenges have say nothing. */
    private static final double MOST_FREQUENT = 0.2;

    private final List<Attacker.Seen> challenges;
    private final int[][] having = new int[Grams.ROWS][0];
    private final double[] weights = new double[Grams.ROWS];
    private final double[] lengths;

    Neighbours(List<Attacker.Seen> challenges) {
        this.challenges = challenges;
        this.lengths = new double[challenges.size()];
        List<int[]> grams = challenges.stream()
                .map(seen -> Grams.inThirds(seen.instruction()))
                .toList();
        int[] counts = new int[Grams.ROWS];
        grams.forEach(some -> Arrays.stream(some).forEach(gram -> counts[gram]++));
        for (int gram = 0; gram < Grams.ROWS; gram++) {
            boolean isFrequent = counts[gram] > MOST_FREQUENT * challenges.size();
            having[gram] = new int[isFrequent ? 0 : counts[gram]];
            weights[gram] = isFrequent ? 0 : Math.pow(Math.log((1.0 + challenges.size()) / (1 + counts[gram])), 2);
        }
        int[] filled = new int[Grams.ROWS];
        for (int i = 0; i < grams.size(); i++) {
            for (int gram : grams.get(i)) {
                if (having[gram].length > 0) {
                    having[gram][filled[gram]++] = i;
                    lengths[i] += weights[gram];
                }
            }
        }
    }

    /** The most similar ones, the best first. */
    List<Neighbour> nearest(String instruction, int count) {
        double[] similar = new double[challenges.size()];
        double length = 0;
        for (int gram : Grams.inThirds(instruction)) {
            length += weights[gram];
            for (int i : having[gram]) {
                similar[i] += weights[gram];
            }
        }
        double all = length;
        List<Neighbour> neighbours = new ArrayList<>(IntStream.range(0, similar.length)
                .mapToObj(i ->
                        new Neighbour(challenges.get(i), similar[i] / Math.sqrt(Math.max(1e-9, lengths[i] * all))))
                .toList());
        neighbours.sort(Comparator.comparingDouble(Neighbour::similarity).reversed());
        return neighbours.subList(0, Math.min(count, neighbours.size()));
    }

    /**
     * One of them.
     *
     * @param similarity from 0 to 1
     */
    record Neighbour(Attacker.Seen seen, double similarity) {
        /** What it counts in a vote. */
        double vote() {
            return Math.pow(similarity, 4);
        }
    }
}
