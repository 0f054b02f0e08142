package dev.postern.testing;

import java.util.Locale;

/** So many of so many, with Wilson's 95 % interval. */
public record Share(int hits, int all) {
    private static final double Z = 1.96;

    /** From 0 to 1. */
    public double estimate() {
        return (double) hits / all;
    }

    /** The lower end of the interval. */
    public double low() {
        return (middle() - half()) / scale();
    }

    /** The upper end of the interval. */
    public double high() {
        return (middle() + half()) / scale();
    }

    private double middle() {
        return estimate() + Z * Z / (2 * all);
    }

    private double half() {
        return Z * Math.sqrt(estimate() * (1 - estimate()) / all + Z * Z / (4.0 * all * all));
    }

    private double scale() {
        return 1 + Z * Z / all;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d, %.1f %% (95 %%: %.1f to %.1f)",
                hits,
                all,
                100 * estimate(),
                100 * low(),
                100 * high());
    }
}
