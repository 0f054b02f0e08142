package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A pattern of text: words, choices among alternatives {@code (of|among)}, which may be empty, and slots {@code {digits}} or {@code {digits:genitive}}, which other phrases fill. Immutable.
 */
final class Phrase {
    private static final String RESERVED = "(|){}";
    private static final Predicate<String> IS_NAME =
            Pattern.compile("[a-z]{1,20}").asMatchPredicate();
    private static final int DEEPEST = 4;
    private static final int MOST_VARIANTS = 64;

    private final List<Part> parts;

    private Phrase(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a pattern.
     *
     * @param forms the forms that slots ask for, which are added to
     * @throws IllegalArgumentException if it is none, with a word on what would be right
     */
    static Phrase parse(String pattern, Forms forms) {
        Reader reader = new Reader(pattern, forms);
        Phrase phrase = reader.phrase(0);
        if (reader.hasMore()) {
            throw new IllegalArgumentException(
                    "\"" + reader.next() + "\" must stand in parentheses, as in (one|other)");
        }
        return phrase;
    }

    /**
     * The texts that it stands for, each as often as it is likely among them, of words and slots; where there are more than {@link #MOST_VARIANTS}, some choices are left in them.
     */
    List<List<Part>> variants() {
        List<List<Part>> variants = List.of(List.of());
        for (Part part : parts) {
            List<List<Part>> own = part.variants();
            if (variants.size() * own.size() > MOST_VARIANTS) {
                own = List.of(List.of(part));
            }
            variants = each(variants, own);
        }
        return variants;
    }

    /** The texts that any of these stand for, each phrase equally likely; empty if they are too many. */
    static Optional<List<List<Part>>> variants(List<Phrase> phrases) {
        List<List<List<Part>>> all = phrases.stream().map(Phrase::variants).toList();
        int times = all.stream().mapToInt(List::size).reduce(1, Phrase::leastCommonMultiple);
        if (times * all.size() > MOST_VARIANTS) {
            return Optional.empty();
        }
        return Optional.of(all.stream()
                .flatMap(own -> Collections.nCopies(times / own.size(), own).stream())
                .flatMap(List::stream)
                .toList());
    }

    /** At most one more than there may be variants. */
    private static int leastCommonMultiple(int one, int other) {
        int multiple = one;
        while (multiple % other != 0 && multiple <= MOST_VARIANTS) {
            multiple += one;
        }
        return Math.min(multiple, MOST_VARIANTS + 1);
    }

    private static List<List<Part>> each(List<List<Part>> starts, List<List<Part>> ends) {
        List<List<Part>> all = new ArrayList<>(starts.size() * ends.size());
        for (List<Part> start : starts) {
            for (List<Part> end : ends) {
                List<Part> both = new ArrayList<>(start);
                both.addAll(end);
                all.add(both);
            }
        }
        return all;
    }

    /** A text without all that is no letter and no digit, and without capitals. */
    static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        int character;
        for (int i = 0; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (Character.isLetterOrDigit(character)) {
                letters.appendCodePoint(Character.toLowerCase(character));
            }
        }
        return letters.toString();
    }

    /** All ways to find {@link #letters} of one of the texts that it stands for at this place of others. */
    List<Reading> read(String letters, int start, SlotReader slots) {
        List<Reading> readings = List.of(new Reading(start, Map.of()));
        for (Part part : parts) {
            List<Reading> longer = new ArrayList<>();
            for (Reading reading : readings) {
                for (Reading next : part.read(letters, reading.end(), slots)) {
                    longer.add(reading.then(next));
                }
            }
            readings = longer;
        }
        return readings;
    }

    /** How many texts it stands for, if a slot stands for as many as this says. */
    double count(Counter counter) {
        double count = 1;
        for (Part part : parts) {
            count *= part.count(counter);
        }
        return count;
    }

    /** The slots of each text that it stands for, as they are named; empty if the alternatives of a choice have different ones. */
    Optional<List<String>> slots() {
        List<String> slots = new ArrayList<>();
        for (Part part : parts) {
            Optional<List<String>> own = part.slots();
            if (own.isEmpty()) {
                return Optional.empty();
            }
            slots.addAll(own.get());
        }
        return Optional.of(slots);
    }

    /** All slots of all alternatives. */
    List<Slot> filled() {
        List<Slot> slots = new ArrayList<>();
        for (Part part : parts) {
            part.addSlots(slots);
        }
        return slots;
    }

    /** What can fill a slot from a place of the text on: for each where it ends, and what it is, under the slot's name. */
    interface SlotReader {
        List<Reading> read(Slot slot, int start);
    }

    /**
     * One way in which a text can be read.
     *
     * @param filled what fills the slots, by their names
     */
    record Reading(int end, Map<String, Worded> filled) {
        /** What fills this slot. */
        Worded of(String slot) {
            return Objects.requireNonNull(filled.get(slot), slot);
        }

        private Reading then(Reading next) {
            if (next.filled.isEmpty()) {
                return new Reading(next.end, filled);
            }
            Map<String, Worded> both = new HashMap<>(filled);
            both.putAll(next.filled);
            return new Reading(next.end, both);
        }
    }

    /** How many texts a slot stands for. */
    interface Counter {
        double of(Slot slot);
    }

    /** What a phrase is made of. */
    sealed interface Part permits Words, Choice, Slot {
        List<List<Part>> variants();

        List<Reading> read(String letters, int start, SlotReader slots);

        double count(Counter counter);

        Optional<List<String>> slots();

        void addSlots(List<Slot> all);
    }

    /** The same in each text. */
    record Words(String words, String letters) implements Part {
        Words(String words) {
            this(words, Phrase.letters(words));
        }

        @Override
        public List<List<Part>> variants() {
            return List.of(List.of(this));
        }

        @Override
        public List<Reading> read(String text, int start, SlotReader slots) {
            return text.startsWith(letters, start)
                    ? List.of(new Reading(start + letters.length(), Map.of()))
                    : List.of();
        }

        @Override
        public double count(Counter counter) {
            return 1;
        }

        @Override
        public Optional<List<String>> slots() {
            return Optional.of(List.of());
        }

        @Override
        public void addSlots(List<Slot> all) {}
    }

    /** One of several phrases. */
    record Choice(List<Phrase> alternatives) implements Part {
        Choice {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public List<List<Part>> variants() {
            return Phrase.variants(alternatives).orElseGet(() -> List.of(List.of(this)));
        }

        @Override
        public List<Reading> read(String letters, int start, SlotReader slots) {
            return alternatives.stream()
                    .flatMap(phrase -> phrase.read(letters, start, slots).stream())
                    .toList();
        }

        @Override
        public double count(Counter counter) {
            return alternatives.stream()
                    .mapToDouble(phrase -> phrase.count(counter))
                    .sum();
        }

        @Override
        public Optional<List<String>> slots() {
            List<Optional<List<String>>> all =
                    alternatives.stream().map(Phrase::slots).distinct().toList();
            return all.size() == 1 ? all.get(0) : Optional.empty();
        }

        @Override
        public void addSlots(List<Slot> all) {
            for (Phrase phrase : alternatives) {
                all.addAll(phrase.filled());
            }
        }
    }

    /**
     * A place that other phrases fill.
     *
     * @param name what it is called
     * @param kind what phrases fill it
     * @param form the index in the pack's {@link Forms} of what they are asked to be (a case, say)
     */
    record Slot(String name, Kind kind, int form) implements Part {
        @Override
        public List<List<Part>> variants() {
            return List.of(List.of(this));
        }

        @Override
        public List<Reading> read(String letters, int start, SlotReader slots) {
            return slots.read(this, start);
        }

        @Override
        public double count(Counter counter) {
            return counter.of(this);
        }

        @Override
        public Optional<List<String>> slots() {
            return Optional.of(List.of(name));
        }

        @Override
        public void addSlots(List<Slot> all) {
            all.add(this);
        }
    }

    /** Reads a pattern from left to right. */
    private static final class Reader {
        private final String pattern;
        private final Forms forms;
        private int at;

        Reader(String pattern, Forms forms) {
            this.pattern = pattern;
            this.forms = forms;
        }

        boolean hasMore() {
            return at < pattern.length();
        }

        char next() {
            return pattern.charAt(at);
        }

        Phrase phrase(int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("choices may stand in each other " + DEEPEST + " deep at most");
            }
            List<Part> parts = new ArrayList<>();
            while (hasMore() && next() != '|' && next() != ')') {
                parts.add(
                        switch (next()) {
                            case '(' -> choice(depth);
                            case '{' -> slot();
                            case '}' -> throw new IllegalArgumentException("a } has no { before it");
                            default -> words();
                        });
            }
            return new Phrase(parts);
        }

        private Choice choice(int depth) {
            List<Phrase> alternatives = new ArrayList<>();
            do {
                at++;
                alternatives.add(phrase(depth + 1));
            } while (hasMore() && next() == '|');
            if (!hasMore()) {
                throw new IllegalArgumentException("a ( has no ) after it");
            }
            at++;
            if (alternatives.size() < 2) {
                throw new IllegalArgumentException(
                        "there must be a | in each pair of parentheses, which mean a choice");
            }
            return new Choice(alternatives);
        }

        private Slot slot() {
            int end = pattern.indexOf('}', at);
            if (end < 0) {
                throw new IllegalArgumentException("a { has no } after it");
            }
            String[] names = pattern.substring(at + 1, end).split(":", -1);
            at = end + 1;
            if (names.length > 2 || !Arrays.stream(names).allMatch(IS_NAME)) {
                throw new IllegalArgumentException("a slot must be {name} or {name:form}, of the letters a to z");
            }
            String name = names[0];
            Kind kind = Kind.ofSlot(name)
                    .orElseThrow(() -> new IllegalArgumentException("there is no slot {" + name + "}"));
            return new Slot(name, kind, forms.index(names.length == 2 ? names[1] : Forms.NONE));
        }

        private Words words() {
            int start = at;
            while (hasMore() && RESERVED.indexOf(next()) < 0) {
                at++;
            }
            return new Words(pattern.substring(start, at));
        }
    }
}
