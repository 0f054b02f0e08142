package dev.postern.challenge.digits;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What constants are called in phrase packs. */
final class Symbols {
    private Symbols() {}

    /** In the order of the constants: {@code EVEN_PLACES} is {@code even-places}. */
    static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** Where the name of a constant stands in {@link #of}. */
    @SuppressWarnings("EnumOrdinal") // packs and tokens know a constant by its index; new ones are added at the end
    static int index(Enum<?> constant) {
        return constant.ordinal();
    }
}
