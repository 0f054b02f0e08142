package dev.postern.challenge.digits;

import dev.postern.challenge.digits.Phrase.Choice;
import dev.postern.challenge.digits.Phrase.Part;
import dev.postern.challenge.digits.Phrase.Slot;
import dev.postern.challenge.digits.Phrase.Words;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A rule's phrases, and all texts that they stand for, written out as far as these are not too many: so one draw is enough for most of them. Immutable. */
final class Wordings {
    private static final Text NOTHING = Text.of("");

    private final List<Phrase> phrases;
    private final Piece[] texts;

    private Wordings(List<Phrase> phrases) {
        this.phrases = phrases;
        this.texts = Phrase.variants(phrases)
                .map(all -> all.stream().map(Wordings::pieces).toArray(Piece[]::new))
                .orElseGet(() -> phrases.stream().map(Wordings::tooMany).toArray(Piece[]::new));
    }

    /** A phrase with a draw of its own, and more where choices are left in it. */
    private static Piece tooMany(Phrase phrase) {
        Piece[] texts = phrase.variants().stream().map(Wordings::pieces).toArray(Piece[]::new);
        Filler any = (text, random, pack, meaning) -> writeAny(texts, text, random, pack, meaning);
        return new Piece(NOTHING, any, new Piece(NOTHING, Wordings::nothing, null));
    }

    /** Of these phrases, each equally likely. */
    static Wordings of(List<Phrase> phrases) {
        return new Wordings(List.copyOf(phrases));
    }

    List<Phrase> phrases() {
        return phrases;
    }

    /** Writes one of the texts, each phrase and each choice in it equally likely, its slots filled with the parts of this meaning by this pack. */
    void write(Text text, RandomGenerator random, PhrasePack pack, Worded meaning) {
        writeAny(texts, text, random, pack, meaning);
    }

    private static void writeAny(Piece[] texts, Text text, RandomGenerator random, PhrasePack pack, Worded meaning) {
        Piece piece = texts[random.nextInt(texts.length)];
        while (true) {
            text.append(piece.words);
            Piece next = piece.next;
            if (next == null) {
                return;
            }
            piece.then.write(text, random, pack, meaning);
            piece = next;
        }
    }

    private static Piece pieces(List<Part> parts) {
        StringBuilder words = new StringBuilder();
        int i = 0;
        while (i < parts.size() && parts.get(i) instanceof Words some) {
            words.append(some.words());
            i++;
        }
        Text text = Text.of(words.toString());
        return i == parts.size()
                ? new Piece(text, Wordings::nothing, null)
                : new Piece(text, filler(parts.get(i)), pieces(parts.subList(i + 1, parts.size())));
    }

    private static Filler filler(Part part) {
        if (part instanceof Slot slot) {
            return (text, random, pack, meaning) ->
                    pack.write(slot.kind(), slot.form(), meaning.part(slot.name()), text, random);
        }
        return Wordings.of(((Choice) part).alternatives())::write;
    }

    private static void nothing(Text text, RandomGenerator random, PhrasePack pack, Worded meaning) {}

    /** What stands between words. */
    private interface Filler {
        void write(Text text, RandomGenerator random, PhrasePack pack, Worded meaning);
    }

    /**
     * Words of a text, and what follows them.
     *
     * @param next null at its end
     */
    private record Piece(Text words, Filler then, @Nullable Piece next) {}
}
