package dev.postern.challenge.digits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The phrases of one language that {@link Digits} puts its questions in, from a text. Immutable.
 *
 * <p>A line that begins at the margin opens a rule, and names what it words; the indented lines below are its phrases, each equally likely. Which rules a pack must have, and which slots their
 * phrases, is in core's README, and what a pack lacks is told when it is read. A third word makes a rule one for a form, such as
 * a case: {@code pick even dative} fills the slot {@code {digits:dative}}; where there is none the rule without a form does. {@code {value:numeral}} is always a
 * numeral. Lines that begin with {@code #}, and empty ones, say nothing.
 * The rule {@code language} says which language it is, as in {@code language en}.
 */
public final class PhrasePack {
    /** The index of no form. */
    static final int NO_FORM = 0;

    /** Room for the words of most instructions: at easy, at medium, and at hard. */
    private static final int SHORT = 88;

    private static final int SENTENCE = 240;
    private static final int SENTENCES = 1000;
    private static final Text SPACE = Text.of(" ");
    private static final Text FULL_STOP = Text.of(". ");
    private static final long MOST_BYTES = 1 << 20;

    private final Locale locale;
    private final Wordings[][][] wordings;

    /** Of phrases that have been checked: by kind, by index of the form, and by symbol. */
    PhrasePack(Locale locale, Wordings[][][] wordings) {
        this.locale = locale;
        this.wordings = wordings;
    }

    /**
     * Reads a pack from a file in UTF-8, of 1 MiB at most.
     *
     * @throws PackException if it has a mistake
     * @throws IOException if it can't be read
     */
    public static PhrasePack read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (Files.size(file) > MOST_BYTES) {
            throw new PackException(name, "it must have " + MOST_BYTES + " bytes at most");
        }
        return parse(name, Files.readString(file));
    }

    /**
     * Reads a pack.
     *
     * @param file what it is called in messages
     * @throws PackException if it has a mistake
     */
    static PhrasePack parse(String file, String text) {
        return new PackReader(file, text.lines().toList()).read();
    }

    /**
     * The stock phrases of a language, which stand in the jar: {@code en}, {@code de}, {@code fr}, {@code es}.
     *
     * @throws IllegalArgumentException if there are none in this language
     */
    public static PhrasePack stock(Locale locale) {
        return parse(file(locale), stockText(locale));
    }

    /** The same as a text. */
    static String stockText(Locale locale) {
        try (InputStream resource = PhrasePack.class.getResourceAsStream(file(locale))) {
            if (resource == null) {
                throw new IllegalArgumentException("there are no stock phrases in " + locale);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(Locale locale) {
        return locale.getLanguage() + ".pack";
    }

    /** The language. */
    public Locale locale() {
        return locale;
    }

    /** These sentences in words, one of very many ways. */
    Text wording(List<Sentence> sentences, RandomGenerator random) {
        Text text = new Text(room(sentences));
        for (Sentence sentence : sentences) {
            if (!text.isEmpty()) {
                text.append(text.charAt(text.length() - 1) == '?' ? SPACE : FULL_STOP);
            }
            int start = text.length();
            write(sentence.kind(), NO_FORM, sentence.meaning(), text, random);
            text.setCharAt(start, Character.toTitleCase(text.charAt(start)));
        }
        return text;
    }

    private static int room(List<Sentence> sentences) {
        if (sentences.size() > 1) {
            return SENTENCES;
        }
        return sentences.get(0).kind() == Kind.EASY ? SHORT : SENTENCE;
    }

    /** Writes a number, in words or as a numeral. */
    void write(Numeral numeral, Text text, RandomGenerator random) {
        write(Kind.NUMBER, NO_FORM, numeral, text, random);
    }

    /** Writes one of the phrases of this kind and form for this meaning. */
    void write(Kind kind, int form, Worded meaning, Text text, RandomGenerator random) {
        rules(kind, form)[meaning.symbol()].write(text, random, meaning);
    }

    /** The rules of a kind by symbol, each in this form if there is such. */
    Wordings[] rules(Kind kind, int form) {
        return wordings[Symbols.index(kind)][form];
    }

    /** The phrases of a rule, in this form if there are such. */
    List<Phrase> phrases(Kind kind, int form, int symbol) {
        return rules(kind, form)[symbol].phrases();
    }

    /** Everything that this instruction may mean: more than one is a mistake of the pack's. */
    Set<List<Worded>> readings(String instruction) {
        return new SentenceReader(this, instruction).readings();
    }

    /** How many texts there are for all of a kind together, as far as their digits allow them. */
    double count(Kind kind, int form) {
        double count = 0;
        for (int symbol = 0; symbol < kind.symbols().size(); symbol++) {
            for (Phrase phrase : phrases(kind, form, symbol)) {
                count += phrase.count(slot -> count(slot.kind(), slot.form()));
            }
        }
        return count;
    }
}
