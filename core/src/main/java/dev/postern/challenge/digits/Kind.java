package dev.postern.challenge.digits;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the rules of a phrase pack word: which symbols there are, which slots the phrases of each have, and what these make of it. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
enum Kind {
    /** A whole instruction at {@code easy}. */
    EASY(Symbols.of(DigitsOperation.values())) {
        @Override
        List<String> slots(int symbol) {
            return DigitsOperation.at(symbol).takesValue() ? VALUE : List.of();
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Ask(DigitsOperation.at(symbol), value(parts));
        }
    },
    /** A whole instruction at {@code medium}. */
    JOINT(Symbols.of(Joint.values())) {
        @Override
        List<String> slots(int symbol) {
            return TWO_TERMS;
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return question(symbol, parts);
        }
    },
    /** The first sentence at {@code hard}, after which others go on with the result. */
    START(Symbols.of(Joint.values())) {
        @Override
        List<String> slots(int symbol) {
            return TWO_TERMS;
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return question(symbol, parts);
        }
    },
    /** What is done with the result so far: a sentence of its own, or what follows a condition. */
    STEP(Symbols.of(Joint.values())) {
        @Override
        List<String> slots(int symbol) {
            return List.of("next");
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Step(Joint.at(symbol), part(parts, "next", Term.class));
        }
    },
    /** A sentence with a condition. */
    BRANCH(List.of("if")) {
        @Override
        List<String> slots(int symbol) {
            return List.of("condition", "then", "otherwise");
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Branch(
                    part(parts, "condition", Check.class),
                    part(parts, "then", Step.class),
                    part(parts, "otherwise", Step.class));
        }
    },
    /** A sentence at {@code hard} that asks for nothing, and says so. */
    ASIDE(List.of("other")) {
        @Override
        List<String> slots(int symbol) {
            return List.of("other");
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Aside(part(parts, "other", Term.class));
        }
    },
    /** The last sentence in later rounds: the answer of the round before is added. */
    RECALL(List.of("answer")) {
        @Override
        List<String> slots(int symbol) {
            return List.of();
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Recall();
        }
    },
    CONDITION(Symbols.of(Condition.values())) {
        @Override
        List<String> slots(int symbol) {
            return Condition.at(symbol).needsValue() ? VALUE : List.of();
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Check(Condition.at(symbol), value(parts));
        }
    },
    MEASURE(Symbols.of(Measure.values())) {
        @Override
        List<String> slots(int symbol) {
            return List.of("digits");
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Term(Measure.at(symbol), part(parts, "digits", Picked.class));
        }
    },
    PICK(Symbols.of(Pick.values())) {
        @Override
        List<String> slots(int symbol) {
            return Pick.at(symbol).needsValue() ? VALUE : List.of();
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Picked(Pick.at(symbol), value(parts));
        }
    },
    NUMBER(IntStream.rangeClosed(1, Numeral.LARGEST).mapToObj(Integer::toString).toList()) {
        @Override
        List<String> slots(int symbol) {
            return List.of();
        }

        @Override
        Worded of(int symbol, Map<String, Worded> parts) {
            return new Numeral(symbol + 1);
        }
    };

    /** The kinds of which whole instructions are made. */
    static final List<Kind> SENTENCES = List.of(EASY, JOINT, START, STEP, BRANCH, ASIDE, RECALL);

    private static final List<String> VALUE = List.of("value");
    private static final List<String> TWO_TERMS = List.of("first", "second");
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

    private final List<String> symbols;

    Kind(List<String> symbols) {
        this.symbols = symbols;
    }

    /** The names of its symbols in phrase packs. */
    List<String> symbols() {
        return symbols;
    }

    /** The slots that each phrase of this symbol has, once each. */
    abstract List<String> slots(int symbol);

    /** What a phrase of this symbol says, its slots being filled by these. */
    abstract Worded of(int symbol, Map<String, Worded> parts);

    /** What fills this slot; empty if there is no slot of this name. */
    static Optional<Kind> ofSlot(String slot) {
        return Optional.ofNullable(OF_SLOTS.get(slot));
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
        return type.cast(java.util.Objects.requireNonNull(parts.get(slot), slot));
    }
}
