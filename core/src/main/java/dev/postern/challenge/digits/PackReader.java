package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a phrase pack, and checks that it words every question. Used once. */
final class PackReader {
    private static final int LONGEST_LINE = 1000;
    private static final int MOST_LINES = 20_000;

    /** What each rule words, and the slots that its phrases have. */
    private static final Map<String, Set<String>> RULES = rules();

    private final String file;
    private final List<String> lines;
    private final Map<String, List<Phrase>> phrases = new LinkedHashMap<>();
    private final Map<String, Integer> opened = new LinkedHashMap<>();
    private final Set<String> formsAsked = new HashSet<>();

    PackReader(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    private static Map<String, Set<String>> rules() {
        Map<String, Set<String>> rules = new LinkedHashMap<>();
        for (Joint joint : Joint.values()) {
            rules.put(PhrasePack.key(PhrasePack.JOINT, joint.symbol(), ""), Set.of("first", "second"));
        }
        for (Measure measure : Measure.values()) {
            rules.put(PhrasePack.key(PhrasePack.MEASURE, measure.symbol(), ""), Set.of("digits"));
        }
        for (Pick pick : Pick.values()) {
            rules.put(
                    PhrasePack.key(PhrasePack.PICK, pick.symbol(), ""), pick.needsValue() ? Set.of("value") : Set.of());
        }
        IntStream.rangeClosed(1, PhrasePack.LARGEST_NUMBER)
                .forEach(
                        number -> rules.put(PhrasePack.key(PhrasePack.NUMBER, Integer.toString(number), ""), Set.of()));
        return rules;
    }

    PhrasePack read(Locale locale) {
        if (lines.size() > MOST_LINES) {
            throw new PackException(file, "it must have " + MOST_LINES + " lines at most");
        }
        String rule = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.length() > LONGEST_LINE) {
                throw new PackException(file, i + 1, "a line must have " + LONGEST_LINE + " characters at most");
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (!Character.isWhitespace(line.charAt(0))) {
                rule = open(line, i + 1);
            } else if (rule.isEmpty()) {
                throw new PackException(file, i + 1, "a phrase must stand below the line that names its rule");
            } else {
                add(rule, line.strip(), i + 1);
            }
        }
        requireAll();
        return new PhrasePack(locale, phrases);
    }

    private String open(String line, int number) {
        String[] words = line.split(" +", -1);
        if (words.length < 2 || words.length > 3 || !RULES.containsKey(base(line))) {
            throw new PackException(
                    file, number, "there is no rule \"" + line + "\"; there are: " + String.join(", ", RULES.keySet()));
        }
        String rule = String.join(" ", words);
        if (opened.putIfAbsent(rule, number) != null) {
            throw new PackException(file, number, "the rule stands in line " + opened.get(rule) + " already");
        }
        phrases.put(rule, new ArrayList<>());
        return rule;
    }

    private void add(String rule, String pattern, int number) {
        Phrase phrase;
        try {
            phrase = Phrase.parse(pattern);
        } catch (IllegalArgumentException e) {
            throw new PackException(file, number, String.valueOf(e.getMessage()));
        }
        Set<String> wanted = RULES.getOrDefault(base(rule), Set.of());
        List<String> slots = phrase.slots()
                .orElseThrow(() -> new PackException(
                        file,
                        number,
                        "alternatives in one pair of parentheses must have the same slots, in one order"));
        if (slots.size() != wanted.size() || !Set.copyOf(slots).equals(wanted)) {
            throw new PackException(file, number, "a phrase of \"" + base(rule) + "\" must have " + named(wanted));
        }
        phrase.formsAsked().stream()
                .filter(slot -> !slot.form().isEmpty())
                .forEach(slot -> formsAsked.add(slot.form()));
        phrases.getOrDefault(rule, new ArrayList<>()).add(phrase);
    }

    private void requireAll() {
        for (String rule : RULES.keySet()) {
            if (!phrases.containsKey(rule)) {
                throw new PackException(file, "there is no rule \"" + rule + "\"");
            }
        }
        phrases.forEach((rule, all) -> {
            int line = opened.getOrDefault(rule, 0);
            if (all.isEmpty()) {
                throw new PackException(file, line, "the rule has no phrases: they stand below it, indented");
            }
            String form = rule.substring(base(rule).length()).strip();
            if (!form.isEmpty() && !formsAsked.contains(form)) {
                throw new PackException(file, line, "no slot asks for the form " + form);
            }
        });
    }

    private static String named(Set<String> slots) {
        return slots.isEmpty()
                ? "no slots"
                : slots.stream()
                        .sorted()
                        .map(slot -> "{" + slot + "}")
                        .collect(Collectors.joining(" and ", "", " once"));
    }

    /** A rule without its form. */
    private static String base(String rule) {
        return Stream.of(rule.split(" +", -1)).limit(2).collect(Collectors.joining(" "));
    }
}
