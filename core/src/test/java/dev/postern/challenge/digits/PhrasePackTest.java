package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasePackTest {
    private static final int SENTENCES = Integer.getInteger("test.sentences", 1000);
    private static final Term ALL = new Term(Measure.SUM, new Picked(Pick.ALL, 0));
    private static final Term EVEN = new Term(Measure.SUM, new Picked(Pick.EVEN, 0));
    private static final Term ODD = new Term(Measure.SUM, new Picked(Pick.ODD, 0));

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @CsvSource({
        "en, EASY",
        "en, MEDIUM",
        "en, HARD",
        "de, EASY",
        "de, MEDIUM",
        "de, HARD",
        "fr, EASY",
        "fr, MEDIUM",
        "fr, HARD",
        "es, EASY",
        "es, MEDIUM",
        "es, HARD"
    })
    void anInstruction_hasExactlyOneReading_evenObfuscated(String language, Difficulty difficulty) {
        PhrasePack pack = PhrasePack.stock(Locale.forLanguageTag(language));
        for (int i = 0; i < SENTENCES; i++) {
            Task task = Task.any(difficulty, random);
            Task asked = i % 10 == 0 ? task.inRound(2, 5) : task;
            Text wording = pack.wording(asked.sentences(), random);
            String instruction = wording.toString();
            assertEquals(Set.of(asked.meaning()), pack.readings(instruction), instruction);
            String obfuscated = Obfuscation.of(wording, random);
            assertEquals(Set.of(asked.meaning()), pack.readings(obfuscated), obfuscated);
            long read = new Reckoner(TaskTest.digits(asked)).answer(asked.meaning(), 5);
            assertEquals(asked.answer(), read, instruction);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es"})
    void stockPhrases_wordQuestionsInMoreThanAMillionWays(String language) {
        PhrasePack pack = PhrasePack.stock(Locale.forLanguageTag(language));
        double medium = pack.count(Kind.JOINT, PhrasePack.NO_FORM);
        double branch = pack.count(Kind.BRANCH, PhrasePack.NO_FORM);
        System.out.println("Wordings of the stock phrases in " + language + ": " + medium + " at medium");
        assertTrue(medium > 1_000_000, () -> medium + "");
        assertTrue(branch > 1_000_000, () -> branch + "");
    }

    @Test
    void anInstructionOfTwoMeanings_hasTwoReadings_andNonsenseNone() {
        List<String> lines = SmallestPack.lines();
        lines.set(lines.indexOf("pick odd") + 1, "  (even|odd)");
        PhrasePack pack = parse(lines);
        assertEquals(
                Set.of(List.of(new Question(Joint.PLUS, ALL, EVEN)), List.of(new Question(Joint.PLUS, ALL, ODD))),
                pack.readings("Joint plus [sum all, sum even]"));
        assertEquals(Set.of(), pack.readings("Joint plus [sum all, sum eve]"));
        assertEquals(Set.of(List.of()), pack.readings(""));
    }

    @Test
    void forms_fillTheSlotsThatAskForThem_andOthersFallBack() {
        List<String> lines = SmallestPack.lines();
        lines.set(lines.indexOf("measure sum") + 1, "  Summe {digits:genitive}");
        lines.addAll(List.of("pick even genitive", "  der geraden Ziffern"));
        assertEquals(
                "Joint plus [Summe der geraden Ziffern, Summe odd]",
                parse(lines)
                        .wording(List.of(new Sentence(Kind.JOINT, new Question(Joint.PLUS, EVEN, ODD))), random)
                        .toString());
    }

    @Test
    void theFormNumeral_needsNoRule() {
        List<String> lines = SmallestPack.lines();
        lines.set(lines.indexOf("number 3") + 1, "  three");
        lines.set(lines.indexOf("pick greater-than-value") + 1, "  above {value:numeral}");
        Term above = new Term(Measure.SUM, new Picked(Pick.GREATER_THAN_VALUE, 3));
        assertEquals(
                "Joint plus [sum above 3, sum all]",
                parse(lines)
                        .wording(List.of(new Sentence(Kind.JOINT, new Question(Joint.PLUS, above, ALL))), random)
                        .toString());
    }

    @Test
    void sentences_areParted_andBeginWithCapitals() {
        List<String> lines = SmallestPack.lines();
        lines.set(lines.indexOf("start plus") + 1, "  what is {first} and {second}?");
        List<Sentence> sentences = List.of(
                new Sentence(Kind.START, new Question(Joint.PLUS, ALL, EVEN)),
                new Sentence(Kind.STEP, new Step(Joint.MINUS, ODD)),
                new Sentence(Kind.RECALL, new Recall()));
        assertEquals(
                "What is sum all and sum even? Step minus [sum odd]. Recall answer []",
                parse(lines).wording(sentences, random).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pick even | pick evan | there is no rule \"pick evan\"; there are: easy sum-all",
                "pick even | pick odd | the rule stands in line",
                "pick even | #pick even | there is no rule \"pick even\"",
                "measure sum | measure sum genitive | there is no rule \"measure sum\"",
                "  even | even | there is no rule \"even\"",
                "  even | #even | the rule has no phrases",
                "  even | X the {digits} | a phrase of \"pick even\" must have no slots",
                "  even | X the {evens} | there is no slot {evens}",
                "  sum {digits} | X sum | a phrase of \"measure sum\" must have {digits} once",
                "  sum {digits} | X sum {digits} of {digits} | must have {digits} once",
                "  sum {digits} | X sum {digits | a { has no } after it",
                "  sum {digits} | X sum {DIGITS} | a slot must be {name} or {name:form}",
                "  sum {digits} | X sum ({digits}!none) | alternatives in one pair of parentheses must have the same slots",
                "  sum {digits} | X (sum {digits} | a ( has no ) after it",
                "  sum {digits} | X (sum) {digits} | there must be a ! in each pair",
                "  sum {digits} | X sum) {digits} | \")\" must stand in parentheses",
                "language en | # | there must be a line that says its language",
                "language en | language 12345 | \"12345\" must be a language's tag",
            })
    void aMistake_isRefused_withFileLineAndReason(String line, String wrong, String reason) {
        List<String> lines = SmallestPack.lines();
        int at = lines.stream().map(String::strip).toList().indexOf(line.strip());
        lines.set(at, wrong.replace('!', '|').replaceFirst("^X", " "));
        String message = String.valueOf(
                assertThrows(PackException.class, () -> parse(lines)).getMessage());
        assertTrue(message.matches("(?s)my\\.pack(:\\d+)?: .*"), message);
        assertTrue(message.contains(reason.replace('!', '|')), message);
    }

    @Test
    void aLineThatIsTooLong_andAPhraseWithoutRule_andAFormThatNobodyAsksFor_areRefused() {
        List<String> lines = SmallestPack.lines();
        assertThrows(PackException.class, () -> parse(List.of("  a phrase")));
        List<String> longer = new ArrayList<>(lines);
        longer.add("  " + "x".repeat(1000));
        assertThrows(PackException.class, () -> parse(longer));
        List<String> form = new ArrayList<>(lines);
        form.addAll(List.of("pick even dative", "  geraden Ziffern"));
        String message = String.valueOf(
                assertThrows(PackException.class, () -> parse(form)).getMessage());
        assertTrue(message.contains("no slot asks for the form dative"), message);
    }

    @Test
    void aFile_isReadAsUtf8_andNamedInMessages_andRefusedIfItIsTooLarge(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("shop.pack");
        List<String> lines = SmallestPack.lines();
        lines.set(lines.indexOf("pick even") + 1, "  größere");
        Files.write(file, lines);
        PhrasePack pack = PhrasePack.read(file);
        assertEquals(Locale.ENGLISH, pack.locale());
        assertTrue(pack.wording(List.of(new Sentence(Kind.JOINT, new Question(Joint.PLUS, ALL, EVEN))), random)
                .toString()
                .contains("größere"));
        Files.writeString(file, "#".repeat(1 << 20) + "\n");
        String message = String.valueOf(
                assertThrows(PackException.class, () -> PhrasePack.read(file)).getMessage());
        assertTrue(message.startsWith("shop.pack: it must have 1048576 bytes at most"), message);
    }

    private static PhrasePack parse(List<String> lines) {
        return PhrasePack.parse("my.pack", String.join("\n", lines));
    }
}
