package dev.postern.challenge.digits;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What phrases can put in words: a question, or a part of one. A value: two are the same if they are of one class, and all that they are made of is the same.
 *
 * <p>What phrases need of it are fields, because it is of another class each time that it is asked for them, which a processor can't foresee.
 */
abstract class Worded {
    private final int symbol;
    private final @Nullable Worded first;
    private final @Nullable Worded second;
    private final @Nullable Worded third;

    /**
     * One of this symbol of its kind, with what fills the slots of its phrases, in the order of {@link Kind#slots}; null for those that they don't have.
     */
    Worded(int symbol, @Nullable Worded first, @Nullable Worded second, @Nullable Worded third) {
        this.symbol = symbol;
        this.first = first;
        this.second = second;
        this.third = third;
    }

    /** Which symbol of its kind it is. */
    final int symbol() {
        return symbol;
    }

    /** What fills the slot of this place among those of its phrases, from 0 on. */
    final Worded part(int place) {
        return Objects.requireNonNull(place == 0 ? first : place == 1 ? second : third);
    }

    private Stream<Worded> parts() {
        return Stream.of(first, second, third).filter(Objects::nonNull);
    }

    /** What its symbol is called. */
    String label() {
        return "";
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Worded that
                && symbol == that.symbol
                && getClass() == that.getClass()
                && Objects.equals(first, that.first)
                && Objects.equals(second, that.second)
                && Objects.equals(third, that.third);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(getClass(), symbol, first, second, third);
    }

    /** As in {@code Step[PLUS, Term[SUM, Picked[GREATER_THAN_VALUE, Numeral[3]]]]}. */
    @Override
    public final String toString() {
        return Stream.concat(Stream.of(label()), parts().map(Worded::toString))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", ", getClass().getSimpleName() + "[", "]"));
    }
}
