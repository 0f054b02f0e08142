package dev.postern.challenge.digits;

import java.util.Locale;

/** How a question joins two numbers. */
public enum Joint {
    PLUS,
    /** The first less the second, which is not larger. */
    MINUS,
    TIMES;

    private static final Joint[] ALL = values();

    /** The joint of this number, below {@link #count}. */
    static Joint at(int index) {
        return ALL[index];
    }

    static int count() {
        return ALL.length;
    }

    long of(long first, long second) {
        return switch (this) {
            case PLUS -> first + second;
            case MINUS -> first - second;
            case TIMES -> first * second;
        };
    }

    /** Its name in phrase packs. */
    String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }
}
