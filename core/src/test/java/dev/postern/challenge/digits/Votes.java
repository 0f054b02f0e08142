package dev.postern.challenge.digits;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weighs what was voted for. */
final class Votes<T> {
    private final Map<T, Double> votes = new LinkedHashMap<>();

    void add(T candidate, double weight) {
        votes.merge(candidate, weight, Double::sum);
    }

    /** The candidates with most votes, the first first. */
    List<Map.Entry<T, Double>> best(int count) {
        return votes.entrySet().stream()
                .sorted(Map.Entry.<T, Double>comparingByValue().reversed())
                .limit(count)
                .toList();
    }

    T winner() {
        return best(1).get(0).getKey();
    }
}
