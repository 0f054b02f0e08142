package dev.postern.challenge.digits;

/** How a question joins two numbers. */
enum Joint {
    PLUS,
    /** The first less the second, which is not larger. */
    MINUS,
    TIMES;

    private static final long MOST_TIMES = 12;
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

    /**
     * Whether joining these takes no more than reading and a little arithmetic, and gives nothing negative.
     *
     * @param mostMultiplied how large the larger factor may be; the smaller is 12 at most
     */
    boolean isSimple(long first, long second, long mostMultiplied) {
        return switch (this) {
            case PLUS -> true;
            case MINUS -> first >= second;
            case TIMES -> Math.min(first, second) <= MOST_TIMES && Math.max(first, second) <= mostMultiplied;
        };
    }
}
