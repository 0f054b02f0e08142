package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhraseCommandTest {
    private static final String PRIVATE = "src/test/resources/dev/postern/challenge/digits/private.pack";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aGoodPack_isPraised_withFiguresAndExamples() {
        assertEquals(PhraseCommand.DONE, run("check", PRIVATE));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("language en, every rule has phrases"), said);
        assertTrue(
                said.matches("(?s).*medium: [1-9][.\\d]*e\\+\\d+ wordings; best constant guess 0\\.\\d\\d %.*"), said);
        assertTrue(said.contains("0 of 2000 instructions are stock phrases"), said);
        assertTrue(said.contains("Tally"), said);
        assertTrue(said.endsWith("has one meaning." + System.lineSeparator()), said);
    }

    @Test
    void aPackInWhichOneSentenceMeansTwoOperations_isToldWithTheSentence() throws Exception {
        Path file = directory.resolve("shop.pack");
        Files.writeString(
                file,
                Files.readString(Path.of(PRIVATE))
                        .replace("  the evenly halved numerals", "  the numerals that resist halving"));
        assertEquals(PhraseCommand.NOT_DONE, run("check", file.toString()));
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("NOT ONE MEANING: "), said);
        assertTrue(said.contains("Picked[EVEN]") && said.contains("Picked[ODD]"), said);
    }

    @Test
    void theStockPhrases_areToldToBeKnown_andCanBePrinted() throws Exception {
        assertEquals(PhraseCommand.DONE, run("print", "de"));
        assertEquals(PhrasePack.stockText(Locale.GERMAN), out.toString(StandardCharsets.UTF_8));
        Path file = directory.resolve("copy.pack");
        Files.write(file, out.toByteArray());
        out.reset();
        assertEquals(PhraseCommand.DONE, run("check", file.toString()));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("2000 of 2000 instructions are stock phrases"));
    }

    @Test
    void aMistake_aMissingFile_andAnythingElse_areToldApart() throws Exception {
        Path file = directory.resolve("shop.pack");
        Files.writeString(file, "language en\njoint divided\n");
        assertEquals(PhraseCommand.NOT_DONE, run("check", file.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("shop.pack:2: there is no rule"));
        assertEquals(PhraseCommand.NOT_DONE, run("check", "no/such.pack"));
        assertEquals(PhraseCommand.NOT_DONE, run("print", "ja"));
        assertEquals(PhraseCommand.MISUSED, run("check"));
        assertEquals(PhraseCommand.MISUSED, run("praise", PRIVATE));
    }

    private int run(String... arguments) {
        return PhraseCommand.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
