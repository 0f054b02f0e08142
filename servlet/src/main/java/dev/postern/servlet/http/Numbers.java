package dev.postern.servlet.http;

/** Numbers as JSON shows them best. */
public final class Numbers {
    private Numbers() {}

    /** A whole number without a fraction, {@code 0} and not {@code 0.0}; others as they are. */
    public static Number shortest(double number) {
        return number == Math.rint(number) ? (Number) (long) number : (Number) number;
    }
}
