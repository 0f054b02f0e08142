package dev.postern.challenge.digits;

import dev.postern.challenge.digits.Phrase.Choice;
import dev.postern.challenge.digits.Phrase.Part;
import dev.postern.challenge.digits.Phrase.Slot;
import dev.postern.challenge.digits.Phrase.Words;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A rule's phrases, and all texts that they stand for, written out as far as these are not too many: so one draw is enough for most of them. Immutable. */
final class Wordings {
    private final List<Phrase> phrases;
    private final Piece[] texts;

    private Wordings(List<Phrase> phrases, Function<Slot, Wordings[]> rules) {
        this.phrases = phrases;
        this.texts = Phrase.variants(phrases).orElseGet(() -> withDrawsOfTheirOwn(phrases)).stream()
                .map(parts -> pieces(parts, rules))
                .toArray(Piece[]::new);
    }

    private static List<List<Part>> withDrawsOfTheirOwn(List<Phrase> phrases) {
        return phrases.stream()
                .map(phrase -> List.<Part>of(new Choice(List.of(phrase))))
                .toList();
    }

    /**
     * Of these phrases, each equally likely.
     *
     * @param rules what fills a slot, by symbol: asked for at once, and looked at only when something is written
     */
    static Wordings of(List<Phrase> phrases, Function<Slot, Wordings[]> rules) {
        return new Wordings(List.copyOf(phrases), rules);
    }

    List<Phrase> phrases() {
        return phrases;
    }

    /** Writes one of the texts, each phrase and each choice in it equally likely, its slots filled with the parts of this meaning. */
    void write(Text text, RandomGenerator random, Worded meaning) {
        Piece piece = texts[random.nextInt(texts.length)];
        while (true) {
            text.append(piece.words);
            Piece next = piece.next;
            if (next == null) {
                return;
            }
            piece.then.write(text, random, meaning);
            piece = next;
        }
    }

    private static Piece pieces(List<Part> parts, Function<Slot, Wordings[]> rules) {
        StringBuilder words = new StringBuilder();
        int i = 0;
        while (i < parts.size() && parts.get(i) instanceof Words some) {
            words.append(some.words());
            i++;
        }
        Text text = Text.of(words.toString());
        return i == parts.size()
                ? new Piece(text, Wordings::nothing, null)
                : new Piece(text, filler(parts.get(i), rules), pieces(parts.subList(i + 1, parts.size()), rules));
    }

    private static Filler filler(Part part, Function<Slot, Wordings[]> rules) {
        if (part instanceof Slot slot) {
            Wordings[] bySymbol = rules.apply(slot);
            int place = Kind.placeOfSlot(slot.name());
            return (text, random, meaning) -> {
                Worded own = meaning.part(place);
                bySymbol[own.symbol()].write(text, random, own);
            };
        }
        return Wordings.of(((Choice) part).alternatives(), rules)::write;
    }

    private static void nothing(Text text, RandomGenerator random, Worded meaning) {}

    /** What stands between words. */
    private interface Filler {
        void write(Text text, RandomGenerator random, Worded meaning);
    }

    /**
     * Words of a text, and what follows them.
     *
     * @param next null at its end
     */
    private record Piece(Text words, Filler then, @Nullable Piece next) {}
}
