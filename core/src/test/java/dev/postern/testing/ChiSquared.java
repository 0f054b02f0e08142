package dev.postern.testing;

import java.util.Arrays;

/**
 * Pearson's chi-squared test. Its upper tail is the regularised incomplete gamma function Q(df / 2, x / 2), by its series
 * below a + 1 and by its continued fraction above (Abramowitz and Stegun, 6.5.29 and 6.5.31).
 */
public final class ChiSquared {
    private static final int STEPS = 10_000;
    private static final double EPSILON = 1e-15;
    private static final double TINY = 1e-300;

    private ChiSquared() {}

    /** How likely counts are at least as uneven as these, if each cell is equally likely. */
    public static double uniform(long[] observed) {
        double expected = (double) Arrays.stream(observed).sum() / observed.length;
        double statistic = 0;
        for (long count : observed) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        return upperTail(statistic, observed.length - 1);
    }

    /** How likely counts are at least as related as these, if rows and columns have nothing to do with each other. */
    public static double independent(long[][] table) {
        int columns = table[0].length;
        long[] ofRow = new long[table.length];
        long[] ofColumn = new long[columns];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < columns; j++) {
                ofRow[i] += table[i][j];
                ofColumn[j] += table[i][j];
            }
        }
        double all = Arrays.stream(ofRow).sum();
        double statistic = 0;
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < columns; j++) {
                double expected = ofRow[i] * (ofColumn[j] / all);
                if (expected > 0) {
                    statistic += (table[i][j] - expected) * (table[i][j] - expected) / expected;
                }
            }
        }
        return upperTail(statistic, (seen(ofRow) - 1) * (seen(ofColumn) - 1));
    }

    private static int seen(long[] sums) {
        return (int) Arrays.stream(sums).filter(sum -> sum > 0).count();
    }

    /** How likely a chi-squared variable of so many degrees of freedom is to be at least this large. */
    public static double upperTail(double statistic, int degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException(degrees + " degrees of freedom tell nothing");
        }
        double a = degrees / 2.0;
        double x = statistic / 2;
        if (x <= 0) {
            return 1;
        }
        double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
        return x < a + 1 ? 1 - scale * series(a, x) : scale * continuedFraction(a, x);
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < STEPS && Math.abs(term) > Math.abs(sum) * EPSILON; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /** By Lentz's method. */
    private static double continuedFraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < STEPS; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / nonZero(numerator * d + b);
            c = nonZero(b + numerator / c);
            double factor = d * c;
            h *= factor;
            if (Math.abs(factor - 1) < EPSILON) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** By Stirling's series, after the recurrence has moved the argument to where that is exact to a double. */
    private static double logGamma(double argument) {
        double shift = 0;
        double z = argument;
        while (z < 15) {
            shift += Math.log(z);
            z++;
        }
        double inverse = 1 / z;
        double square = inverse * inverse;
        double correction = inverse * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0))));
        return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + correction - shift;
    }
}
