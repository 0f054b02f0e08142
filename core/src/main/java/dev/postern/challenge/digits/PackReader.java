package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a phrase pack, and checks that it words every question. Used once. */
final class PackReader {
    private static final int LONGEST_LINE = 1000;
    private static final int MOST_LINES = 20_000;
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final String LANGUAGE = "language";

    /** The form of numbers that needs no rule. */
    private static final String NUMERAL = "numeral";

    private static final Map<String, Subject> SUBJECTS = subjects();

    private final String file;
    private final List<String> lines;
    private final Map<Rule, List<Phrase>> phrases = new LinkedHashMap<>();
    private final Map<Rule, Integer> opened = new HashMap<>();
    private final Forms forms = new Forms();
    private final Set<Phrase.Slot> asked = new HashSet<>();
    private String language = "";

    PackReader(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    private static Map<String, Subject> subjects() {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            for (int symbol = 0; symbol < kind.symbols().size(); symbol++) {
                subjects.put(kind.rule(symbol), new Subject(kind, symbol));
            }
        }
        return subjects;
    }

    PhrasePack read() {
        if (lines.size() > MOST_LINES) {
            throw new PackException(file, "it must have " + MOST_LINES + " lines at most");
        }
        Rule rule = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.length() > LONGEST_LINE) {
                throw new PackException(file, i + 1, "a line must have " + LONGEST_LINE + " characters at most");
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(LANGUAGE + " ")) {
                language = line.substring(LANGUAGE.length()).strip();
            } else if (!Character.isWhitespace(line.charAt(0))) {
                rule = open(line, i + 1);
            } else if (rule == null) {
                throw new PackException(file, i + 1, "a phrase must stand below the line that names its rule");
            } else {
                add(rule, line.strip(), i + 1);
            }
        }
        requireAll();
        return new PhrasePack(locale(), all());
    }

    private Rule open(String line, int number) {
        String[] words = SPACES.split(line, -1);
        Subject subject = words.length < 2 ? null : SUBJECTS.get(words[0] + " " + words[1]);
        if (subject == null || words.length > 3) {
            throw new PackException(
                    file,
                    number,
                    "there is no rule \"" + line + "\"; there are: " + String.join(", ", SUBJECTS.keySet()));
        }
        Rule rule = new Rule(subject, words.length == 3 ? words[2] : "");
        Integer before = opened.putIfAbsent(rule, number);
        if (before != null) {
            throw new PackException(file, number, "the rule stands in line " + before + " already");
        }
        phrases.put(rule, new ArrayList<>());
        return rule;
    }

    private void add(Rule rule, String pattern, int number) {
        Phrase phrase;
        try {
            phrase = Phrase.parse(pattern, forms);
        } catch (IllegalArgumentException e) {
            throw new PackException(file, number, String.valueOf(e.getMessage()));
        }
        List<String> wanted = rule.subject().slots();
        List<String> slots = phrase.slots()
                .orElseThrow(() -> new PackException(
                        file,
                        number,
                        "alternatives in one pair of parentheses must have the same slots, in one order"));
        if (slots.size() != wanted.size() || !Set.copyOf(slots).equals(Set.copyOf(wanted))) {
            throw new PackException(
                    file, number, "a phrase of \"" + rule.subject().name() + "\" must have " + named(wanted));
        }
        asked.addAll(phrase.filled());
        phrases.getOrDefault(rule, new ArrayList<>()).add(phrase);
    }

    private void requireAll() {
        if (language.isEmpty()) {
            throw new PackException(file, "there must be a line that says its language, as in \"language en\"");
        }
        for (Map.Entry<String, Subject> named : SUBJECTS.entrySet()) {
            if (!phrases.containsKey(new Rule(named.getValue(), ""))) {
                throw new PackException(file, "there is no rule \"" + named.getKey() + "\"");
            }
        }
        phrases.forEach((rule, all) -> {
            int line = opened.getOrDefault(rule, 0);
            if (all.isEmpty()) {
                throw new PackException(file, line, "the rule has no phrases: they stand below it, indented");
            }
            if (!isAsked(rule)) {
                throw new PackException(file, line, "no slot asks for the form " + rule.form());
            }
        });
    }

    private Locale locale() {
        Locale locale = Locale.forLanguageTag(language);
        if (locale.getLanguage().isEmpty()) {
            throw new PackException(file, "\"" + language + "\" must be a language's tag, as in \"language en\"");
        }
        return locale;
    }

    private boolean isAsked(Rule rule) {
        int form = forms.index(rule.form());
        return form == PhrasePack.NO_FORM
                || asked.stream().anyMatch(slot -> slot.kind() == rule.subject().kind() && slot.form() == form);
    }

    private Wordings[][][] all() {
        IdentityHashMap<List<Phrase>, Wordings> known = new IdentityHashMap<>(); // forms share what there is but once
        List<String> names = forms.names();
        Wordings[][][] all = Arrays.stream(Kind.values())
                .map(kind -> new Wordings[names.size()][kind.symbols().size()])
                .toArray(Wordings[][][]::new);
        for (Kind kind : Kind.values()) {
            Wordings[][] ofKind = all[Symbols.index(kind)];
            for (int form = 0; form < names.size(); form++) {
                for (int symbol = 0; symbol < kind.symbols().size(); symbol++) {
                    List<Phrase> own = phrases(new Subject(kind, symbol), names.get(form));
                    ofKind[form][symbol] = known.computeIfAbsent(
                            own, phrases -> Wordings.of(phrases, slot -> all[Symbols.index(slot.kind())][slot.form()]));
                }
            }
        }
        return all;
    }

    private List<Phrase> phrases(Subject subject, String form) {
        List<Phrase> own = phrases.get(new Rule(subject, form));
        if (own != null) {
            return own;
        }
        return subject.kind() == Kind.NUMBER && form.equals(NUMERAL)
                ? List.of(Phrase.parse(Integer.toString(subject.symbol() + 1), forms))
                : phrases.getOrDefault(new Rule(subject, ""), List.of());
    }

    private static String named(List<String> slots) {
        return slots.isEmpty()
                ? "no slots"
                : slots.stream()
                        .map(slot -> "{" + slot + "}")
                        .collect(Collectors.joining(" and ", "", slots.size() == 1 ? " once" : " once each"));
    }

    /** What a rule words. */
    private record Subject(Kind kind, int symbol) {
        String name() {
            return kind.rule(symbol);
        }

        List<String> slots() {
            return kind.slots(symbol);
        }
    }

    private record Rule(Subject subject, String form) {}
}
