package dev.postern.challenge.digits;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What the rules of a phrase pack word: which symbols there are, which slots the phrases of each have, and what these make of it. */
@SuppressWarnings("ImmutableEnumChecker") // the fields are unmodifiable lists, and functions without state
enum Kind {
    /** A whole instruction at {@code easy}. */
    EASY(
            Symbols.of(DigitsOperation.values()),
            symbol -> valueIf(DigitsOperation.at(symbol).takesValue()),
            (symbol, parts) -> new Ask(DigitsOperation.at(symbol), value(parts))),
    /** A whole instruction at {@code medium}. */
    JOINT(Symbols.of(Joint.values()), symbol -> List.of("first", "second"), Kind::question),
    /** The first sentence at {@code hard}, after which others go on with the result. */
    START(Symbols.of(Joint.values()), symbol -> List.of("first", "second"), Kind::question),
    /** What is done with the result so far: a sentence of its own, or what follows a condition. */
    STEP(
            Symbols.of(Joint.values()),
            symbol -> List.of("next"),
            (symbol, parts) -> new Step(Joint.at(symbol), part(parts, "next", Term.class))),
    /** A sentence with a condition. */
    BRANCH(
            List.of("if"),
            symbol -> List.of("condition", "then", "otherwise"),
            (symbol, parts) -> new Branch(
                    part(parts, "condition", Check.class),
                    part(parts, "then", Step.class),
                    part(parts, "otherwise", Step.class))),
    /** A sentence at {@code hard} that asks for nothing, and says so. */
    ASIDE(List.of("other"), symbol -> List.of("other"), (symbol, parts) -> new Aside(part(parts, "other", Term.class))),
    /** The last sentence in later rounds: the answer of the round before is added. */
    RECALL(List.of("answer"), symbol -> List.of(), (symbol, parts) -> new Recall()),
    /** What may hold. */
    CONDITION(
            Symbols.of(Condition.values()),
            symbol -> valueIf(Condition.at(symbol).needsValue()),
            (symbol, parts) -> new Check(Condition.at(symbol), value(parts))),
    /** A number that is made of digits. */
    MEASURE(
            Symbols.of(Measure.values()),
            symbol -> List.of("digits"),
            (symbol, parts) -> new Term(Measure.at(symbol), part(parts, "digits", Picked.class))),
    /** Digits of the text. */
    PICK(
            Symbols.of(Pick.values()),
            symbol -> valueIf(Pick.at(symbol).needsValue()),
            (symbol, parts) -> new Picked(Pick.at(symbol), value(parts))),
    /** A number that is named. */
    NUMBER(
            IntStream.rangeClosed(1, Numeral.LARGEST)
                    .mapToObj(Integer::toString)
                    .toList(),
            symbol -> List.of(),
            (symbol, parts) -> Numeral.of(symbol + 1));

    /** The kinds of which whole instructions are made. */
    static final List<Kind> SENTENCES = List.of(EASY, JOINT, START, STEP, BRANCH, ASIDE, RECALL);

    private static final Map<String, Kind> OF_SLOTS = Map.of(
            "first", MEASURE,
            "second", MEASURE,
            "next", MEASURE,
            "other", MEASURE,
            "condition", CONDITION,
            "then", STEP,
            "otherwise", STEP,
            "digits", PICK,
            "value", NUMBER);

    private static final Map<String, Integer> PLACES_OF_SLOTS = placesOfSlots();

    private final List<String> symbols;
    private final IntFunction<List<String>> slots;
    private final Meaning meaning;

    Kind(List<String> symbols, IntFunction<List<String>> slots, Meaning meaning) {
        this.symbols = symbols;
        this.slots = slots;
        this.meaning = meaning;
    }

    /** The names of its symbols in phrase packs. */
    List<String> symbols() {
        return symbols;
    }

    /** The slots that each phrase of this symbol has, once each. */
    List<String> slots(int symbol) {
        return slots.apply(symbol);
    }

    /** What a phrase of this symbol says, its slots being filled by these. */
    Worded of(int symbol, Map<String, Worded> parts) {
        return meaning.of(symbol, parts);
    }

    /** What fills this slot; empty if there is no slot of this name. */
    static Optional<Kind> ofSlot(String slot) {
        return Optional.ofNullable(OF_SLOTS.get(slot));
    }

    /**
     * The place of a slot among those of the phrases that have it, from 0 on.
     *
     * @throws NullPointerException if there is no slot of this name
     */
    static int placeOfSlot(String slot) {
        return Objects.requireNonNull(PLACES_OF_SLOTS.get(slot), slot);
    }

    private static Map<String, Integer> placesOfSlots() {
        Map<String, Integer> places = new HashMap<>();
        for (Kind kind : values()) {
            for (int symbol = 0; symbol < kind.symbols.size(); symbol++) {
                List<String> slots = kind.slots(symbol);
                for (int place = 0; place < slots.size(); place++) {
                    Integer elsewhere = places.put(slots.get(place), place);
                    if (elsewhere != null && elsewhere != place) {
                        throw new IllegalStateException("the slot " + slots.get(place) + " has two places");
                    }
                }
            }
        }
        return Map.copyOf(places);
    }

    /** What the rule of this symbol is named in phrase packs. */
    String rule(int symbol) {
        return name().toLowerCase(Locale.ROOT) + " " + symbols.get(symbol);
    }

    private static Question question(int symbol, Map<String, Worded> parts) {
        return new Question(Joint.at(symbol), part(parts, "first", Term.class), part(parts, "second", Term.class));
    }

    private static int value(Map<String, Worded> parts) {
        return parts.get("value") instanceof Numeral numeral ? numeral.value() : 0;
    }

    private static <T> T part(Map<String, Worded> parts, String slot, Class<T> type) {
        return type.cast(Objects.requireNonNull(parts.get(slot), slot));
    }

    private static List<String> valueIf(boolean needed) {
        return needed ? List.of("value") : List.of();
    }

    private interface Meaning {
        Worded of(int symbol, Map<String, Worded> parts);
    }
}
