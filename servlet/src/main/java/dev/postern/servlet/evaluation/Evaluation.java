package dev.postern.servlet.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.Difficulty;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.digits.Digits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Writes challenges for a reader, and their answers for who grades. */
final class Evaluation {
    private static final long EXPIRES_IN = 320;

    private final JsonMapper json = new JsonMapper();
    private final Digits digits;

    Evaluation(Digits digits) {
        this.digits = digits;
    }

    /** Writes so many of each difficulty and language, mixed, and says how many in all. */
    int write(int count, Path challenges, Path key, RandomGenerator random) throws IOException {
        int written = 0;
        try (BufferedWriter shown = Files.newBufferedWriter(challenges);
                BufferedWriter kept = Files.newBufferedWriter(key)) {
            for (int i = 0; i < count; i++) {
                for (Locale locale : digits.locales()) {
                    for (Difficulty difficulty : Difficulty.values()) {
                        write(difficulty, locale, shown, kept, random);
                        written++;
                    }
                }
            }
        }
        return written;
    }

    private void write(
            Difficulty difficulty, Locale locale, BufferedWriter shown, BufferedWriter kept, RandomGenerator random)
            throws IOException {
        Puzzle puzzle = digits.compose(difficulty, locale, random);
        TextPrompt prompt = (TextPrompt) puzzle.prompt();
        String token = new UUID(random.nextLong(), random.nextLong()).toString();
        Text text = new Text(prompt.text(), prompt.digits(), prompt.instruction());
        shown.write(json.writeValueAsString(new Shown(token, text, EXPIRES_IN)));
        shown.newLine();
        kept.write(json.writeValueAsString(new KeyLine(
                token,
                puzzle.answer(),
                difficulty.name().toLowerCase(Locale.ROOT),
                locale.toLanguageTag(),
                digits.operations().get(puzzle.operation()))));
        kept.newLine();
    }

    /** A challenge as the wire contract has it. */
    record Shown(String token, Text challenge, long expiresIn) {}

    record Text(
            String text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> digits,
            String instruction) {}
}
