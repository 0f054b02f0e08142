package dev.postern.servlet.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.challenge.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** How many answers are right, in all and by difficulty, language and operation, with those that are not. */
final class Grades {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, KeyLine> key;
    private final Map<String, String> answers;

    private Grades(Map<String, KeyLine> key, Map<String, String> answers) {
        this.key = key;
        this.answers = answers;
    }

    /**
     * Of the answers in these files. The first answer to a challenge counts, as it does at the gate.
     *
     * @throws IllegalArgumentException if a line is not what it must be, or answers a challenge that the key does not have
     */
    static Grades of(Path key, Path answers) throws IOException {
        Map<String, KeyLine> right = new LinkedHashMap<>();
        for (JsonNode line : lines(key)) {
            KeyLine kept = new KeyLine(
                    text(line, "token", key),
                    text(line, "answer", key),
                    text(line, "difficulty", key),
                    text(line, "locale", key),
                    text(line, "operation", key));
            right.put(kept.token(), kept);
        }
        Map<String, String> given = new HashMap<>();
        for (JsonNode line : lines(answers)) {
            String token = text(line, "token", answers);
            if (!right.containsKey(token)) {
                throw new IllegalArgumentException(answers + ": the key has no challenge " + token);
            }
            given.putIfAbsent(token, text(line, "answer", answers));
        }
        return new Grades(right, given);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<JsonNode> nodes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    nodes.add(JSON.readTree(lines.get(i)));
                } catch (JsonProcessingException e) {
                    throw new IllegalArgumentException(file + ":" + (i + 1) + ": must be a JSON object", e);
                }
            }
        }
        return nodes;
    }

    private static String text(JsonNode line, String field, Path file) {
        JsonNode value = line.path(field);
        if (!value.isTextual() && !value.isNumber()) {
            throw new IllegalArgumentException(file + ": each line must have \"" + field + "\", a string or a number");
        }
        return value.asText();
    }

    void print(PrintStream out) {
        print(out, "in all", line -> "");
        print(out, "by difficulty", KeyLine::difficulty);
        print(out, "by language", KeyLine::locale);
        print(out, "by operation", KeyLine::operation);
        out.println();
        out.println("Not right:");
        key.values().stream()
                .filter(line -> !isRight(line))
                .forEach(line -> out.printf(
                        "  %s %s %s %s: expected %s, %s%n",
                        line.token(),
                        line.difficulty(),
                        line.locale(),
                        line.operation(),
                        line.answer(),
                        Optional.ofNullable(answers.get(line.token()))
                                .map(a -> "got " + a)
                                .orElse("not answered")));
    }

    private void print(PrintStream out, String title, Function<KeyLine, String> group) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (KeyLine line : key.values()) {
            tallies.merge(group.apply(line), Tally.of(isRight(line)), Tally::plus);
        }
        out.printf("%n%s%n", title);
        tallies.forEach((name, tally) -> out.printf(
                Locale.ROOT,
                "  %-40s %6d of %6d  %5.1f %% (%.1f to %.1f)%n",
                name,
                tally.right(),
                tally.all(),
                tally.percent(),
                tally.low(),
                tally.high()));
    }

    private boolean isRight(KeyLine line) {
        return Optional.ofNullable(answers.get(line.token()))
                .flatMap(Answer::canonical)
                .equals(Answer.canonical(line.answer()));
    }

    /** How many of how many, with the 95 % interval of the share (Wilson, 1927). */
    private record Tally(int right, int all) {
        private static final double Z = 1.959964;

        static Tally of(boolean right) {
            return new Tally(right ? 1 : 0, 1);
        }

        Tally plus(Tally other) {
            return new Tally(right + other.right, all + other.all);
        }

        double percent() {
            return 100.0 * right / all;
        }

        double low() {
            return Math.max(0, 100 * (centre() - half()));
        }

        double high() {
            return Math.min(100, 100 * (centre() + half()));
        }

        private double centre() {
            return (right + Z * Z / 2) / (all + Z * Z);
        }

        private double half() {
            double share = (double) right / all;
            return Z * Math.sqrt(share * (1 - share) * all + Z * Z / 4) / (all + Z * Z);
        }
    }
}
