package dev.postern.servlet;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A statistic of paired observations, and how it varies if as many of them are drawn with replacement.
 *
 * @param value of the observations
 * @param low where its 95 % interval starts
 * @param high where that ends
 * @param error its standard error
 */
record Bootstrap(double value, double low, double high, double error) {
    private static final int DRAWS = 4_000;

    /** With 95 % power at a level of 5 %, on both sides: 1.96 and 1.645. */
    private static final double ERRORS_TO_FIND = 3.605;

    /**
     * Estimates a statistic.
     *
     * @param count how many observations there are
     * @param statistic of those with these indices
     */
    static Bootstrap of(int count, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(1);
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = statistic.applyAsDouble(random.ints(count, 0, count).toArray());
        }
        Arrays.sort(draws);
        double mean = Arrays.stream(draws).average().orElseThrow();
        double variance = Arrays.stream(draws)
                .map(draw -> (draw - mean) * (draw - mean))
                .average()
                .orElseThrow();
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return new Bootstrap(
                statistic.applyAsDouble(all),
                draws[(int) (DRAWS * 0.025)],
                draws[(int) (DRAWS * 0.975)],
                Math.sqrt(variance));
    }

    /** The smallest difference that would be found with 95 % power. */
    double smallestFound() {
        return ERRORS_TO_FIND * error;
    }

    static double mean(double[] values, int[] indices) {
        double sum = 0;
        for (int index : indices) {
            sum += values[index];
        }
        return sum / indices.length;
    }

    static double median(double[] values, int[] indices) {
        double[] drawn = new double[indices.length];
        Arrays.setAll(drawn, i -> values[indices[i]]);
        Arrays.sort(drawn);
        return (drawn[(drawn.length - 1) / 2] + drawn[drawn.length / 2]) / 2;
    }
}
