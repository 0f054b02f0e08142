package dev.postern.servlet.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationCommandTest {
    private static final String PACK = "../core/src/test/resources/dev/postern/challenge/digits/private.pack";

    private final ObjectMapper json = new ObjectMapper();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of("");

    private Path challenges = directory;
    private Path key = directory;
    private Path answers = directory;

    @BeforeEach
    void name() {
        challenges = directory.resolve("challenges.jsonl");
        key = directory.resolve("key.jsonl");
        answers = directory.resolve("answers.jsonl");
    }

    @Test
    void challenges_standAsInTheContract_withoutAnswers_ofEachDifficultyAndLanguage() throws Exception {
        assertEquals(0, run("write", "5", challenges.toString(), key.toString()));
        List<String> lines = Files.readAllLines(challenges);
        assertEquals(5 * 3 * 4, lines.size());
        for (String line : lines) {
            JsonNode challenge = json.readTree(line);
            assertEquals(List.of("token", "challenge", "expiresIn"), names(challenge));
            assertTrue(List.of(List.of("text", "digits", "instruction"), List.of("text", "instruction"))
                    .contains(names(challenge.get("challenge"))));
        }
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("60 challenges are in "));
    }

    @Test
    void phrasesOfOnesOwn_areTheOnlyOnes() throws Exception {
        assertEquals(0, run("write", "20", challenges.toString(), key.toString(), PACK));
        List<String> lines = Files.readAllLines(challenges);
        assertEquals(20 * 3, lines.size());
        assertTrue(Files.readAllLines(key).stream().allMatch(line -> line.contains("\"locale\":\"en\"")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("numerals")));
    }

    @Test
    void answers_areGradedByDifficultyLanguageAndOperation_andThoseThatAreNotRight_areListed() throws Exception {
        run("write", "10", challenges.toString(), key.toString());
        List<String> given = new ArrayList<>();
        List<String> lines = Files.readAllLines(key);
        String wrong = "";
        String missing = "";
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = json.readTree(lines.get(i));
            String token = line.get("token").asText();
            if (i == 0) {
                wrong = token;
                given.add("{\"token\":\"" + token + "\",\"answer\":-1}");
                given.add("{\"token\":\"" + token + "\",\"answer\":"
                        + line.get("answer").asText() + "}");
            } else if (i == 1) {
                missing = token;
            } else {
                String answer = line.get("answer").asText();
                given.add("{\"token\":\"" + token + "\",\"answer\":" + (i % 2 == 0 ? answer : "\" " + answer + ".0\"")
                        + "}");
            }
        }
        Files.write(answers, given);
        out.reset();

        assertEquals(0, run("grade", key.toString(), answers.toString()));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("118 of    120   98.3 % (94.1 to 99.5)"), said);
        assertTrue(said.contains("hard") && said.contains("CHAIN_2") && said.contains("  fr "), said);
        String notRight = said.substring(said.indexOf("Not right:"));
        assertEquals(3, notRight.lines().count(), notRight);
        assertTrue(notRight.contains(wrong) && notRight.contains("got -1"), notRight);
        assertTrue(notRight.contains(missing) && notRight.contains("not answered"), notRight);
    }

    @Test
    void whatIsWrong_isNamed() throws Exception {
        run("write", "1", challenges.toString(), key.toString());
        Files.writeString(answers, "{\"token\":\"x\",\"answer\":1}\n");
        assertEquals(1, run("grade", key.toString(), answers.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("the key has no challenge x"));
        Files.writeString(answers, "1279\nfoo\n");
        assertEquals(1, run("grade", key.toString(), answers.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("answers.jsonl:2: must be a JSON object"));
        assertEquals(1, run("grade", key.toString(), directory.resolve("none").toString()));
        assertEquals(1, run("write", "1", challenges.toString(), key.toString(), "none.pack"));
        assertEquals(2, run("write", "0", challenges.toString(), key.toString()));
        assertEquals(2, run());
        assertFalse(err.toString(StandardCharsets.UTF_8).contains("Exception"));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private int run(String... arguments) {
        return EvaluationCommand.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
