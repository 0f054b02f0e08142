package dev.postern.bench;

import java.util.List;
import org.openjdk.jmh.util.ListStatistics;

/** A mean over rounds and its 95 % interval. */
record Estimate(double mean, double low, double high) {
    private static final double CONFIDENCE = 0.95;

    /** The geometric mean of positive values, by Student's t over their logarithms, as befits ratios. Two have no interval. */
    static Estimate of(List<Double> values) {
        ListStatistics logarithms = new ListStatistics(
                values.stream().mapToDouble(Double::doubleValue).map(Math::log).toArray());
        double[] interval = logarithms.getConfidenceIntervalAt(CONFIDENCE);
        return new Estimate(Math.exp(logarithms.getMean()), Math.exp(interval[0]), Math.exp(interval[1]));
    }
}
