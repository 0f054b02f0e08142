package dev.postern.challenge.digits;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A number that is named, from 1 to 9. */
final class Numeral extends Worded {
    static final int LARGEST = 9;

    private static final Numeral[] ALL =
            IntStream.rangeClosed(1, LARGEST).mapToObj(Numeral::new).toArray(Numeral[]::new);

    private Numeral(int value) {
        super(value - 1, null, null, null);
    }

    /** The numeral of this value, from 1 to {@link #LARGEST}. */
    static Numeral of(int value) {
        return ALL[value - 1];
    }

    /** The same, or null if the value is 0, which says that there is none. */
    static @Nullable Numeral orNothing(int value) {
        return value == 0 ? null : of(value);
    }

    int value() {
        return symbol() + 1;
    }

    @Override
    String label() {
        return Integer.toString(value());
    }
}
