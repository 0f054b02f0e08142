package dev.postern.challenge.digits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The phrases of one language that questions are put in, from a text. Immutable.
 *
 * <p>A line that begins at the margin opens a rule, and names what it words; the indented lines below are its phrases, each equally likely. A rule is {@code joint plus}, {@code measure sum},
 * {@code pick even}, {@code number 3}, and so on: there is one for each {@link Joint}, {@link Measure}, {@link Pick} and number from 1 to 9. A name after that makes it a rule for one form, such as
 * a case: {@code pick even dative} fills the slot {@code {digits:dative}}; where there is none the rule without a form does. Lines that begin with {@code #}, and empty ones, say nothing.
 *
 * <p>The phrases of a joint have the slots {@code {first}} and {@code {second}}, those of a measure {@code {digits}}, those of a pick that needs a value {@code {value}}, each once.
 */
public final class PhrasePack {
    static final String JOINT = "joint";
    static final String MEASURE = "measure";
    static final String PICK = "pick";
    static final String NUMBER = "number";

    /** Numbers that questions name. */
    static final int LARGEST_NUMBER = 9;

    private static final Phrase.Filler NOTHING = (slot, text) -> {
        throw new IllegalStateException("a number has no slots");
    };

    private final Locale locale;
    private final Map<String, List<Phrase>> rules;

    /** Of rules that have been checked. */
    PhrasePack(Locale locale, Map<String, List<Phrase>> rules) {
        this.locale = locale;
        this.rules = Map.copyOf(rules);
    }

    /**
     * Reads a pack.
     *
     * @param file what it is called in messages
     * @throws PackException if it has a mistake
     */
    static PhrasePack parse(String file, Locale locale, List<String> lines) {
        return new PackReader(file, lines).read(locale);
    }

    /**
     * The stock phrases of a language, which stand in the jar; {@code en} alone so far.
     *
     * @throws IllegalArgumentException if there are none in this language
     */
    public static PhrasePack stock(Locale locale) {
        String file = locale.getLanguage() + ".pack";
        try (InputStream resource = PhrasePack.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalArgumentException("there are no stock phrases in " + locale);
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return parse(file, locale, text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The question in words, one of very many ways. */
    public String wording(Question question, RandomGenerator random) {
        StringBuilder text = new StringBuilder(200);
        phrase(JOINT, question.joint().symbol(), "", random)
                .write(
                        text,
                        random,
                        (slot, to) -> write(
                                slot.name().equals("first") ? question.first() : question.second(), slot, to, random));
        text.setCharAt(0, Character.toTitleCase(text.charAt(0)));
        return text.toString();
    }

    private void write(Term term, Phrase.Slot as, StringBuilder text, RandomGenerator random) {
        phrase(MEASURE, term.measure().symbol(), as.form(), random)
                .write(
                        text,
                        random,
                        (digits, to) -> phrase(PICK, term.pick().symbol(), digits.form(), random)
                                .write(
                                        to,
                                        random,
                                        (value, into) -> phrase(
                                                        NUMBER, Integer.toString(term.value()), value.form(), random)
                                                .write(into, random, NOTHING)));
    }

    private Phrase phrase(String kind, String symbol, String form, RandomGenerator random) {
        List<Phrase> phrases = phrases(kind, symbol, form);
        return phrases.get(random.nextInt(phrases.size()));
    }

    /** The phrases of a rule, in this form if there are such. */
    List<Phrase> phrases(String kind, String symbol, String form) {
        List<Phrase> phrases = form.isEmpty() ? null : rules.get(key(kind, symbol, form));
        if (phrases == null) {
            phrases = rules.get(key(kind, symbol, ""));
        }
        if (phrases == null) {
            throw new IllegalStateException("checked when it was read: " + key(kind, symbol, form));
        }
        return phrases;
    }

    /** All questions that this sentence may be said of: more than one is a mistake of the pack's. */
    Set<Question> readings(String sentence) {
        return new SentenceReader(this, sentence).questions();
    }

    /** How many texts there are for all questions together, as far as their digits allow them. */
    double count() {
        double count = 0;
        for (Joint joint : Joint.values()) {
            for (Phrase phrase : phrases(JOINT, joint.symbol(), "")) {
                count += phrase.count(term -> terms(term.form()));
            }
        }
        return count;
    }

    private double terms(String form) {
        double count = 0;
        for (Measure measure : Measure.values()) {
            for (Phrase phrase : phrases(MEASURE, measure.symbol(), form)) {
                count += phrase.count(digits -> picks(digits.form()));
            }
        }
        return count;
    }

    private double picks(String form) {
        double count = 0;
        for (Pick pick : Pick.values()) {
            for (Phrase phrase : phrases(PICK, pick.symbol(), form)) {
                count += phrase.count(value -> numbers(value.form()));
            }
        }
        return count;
    }

    private double numbers(String form) {
        double count = 0;
        for (int number = 1; number <= LARGEST_NUMBER; number++) {
            count += phrases(NUMBER, Integer.toString(number), form).stream()
                    .mapToDouble(phrase -> phrase.count(none -> 1))
                    .sum();
        }
        return count;
    }

    /** The language. */
    public Locale locale() {
        return locale;
    }

    /** What the rules are named by. */
    static String key(String kind, String symbol, String form) {
        return form.isEmpty() ? kind + " " + symbol : kind + " " + symbol + " " + form;
    }
}
