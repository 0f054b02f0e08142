package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasePackTest {
    private static final int[] DIGITS = {3, 8, 1, 6, 9, 2, 7};

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void stockPhrases_wordQuestionsInMoreThanAMillionWays() {
        double count = PhrasePack.stock(Locale.ENGLISH).count();
        System.out.println("Wordings of the English stock phrases: " + count);
        assertTrue(count > 1_000_000, () -> count + "");
    }

    /** The grammar is read backwards, every way. */
    @Test
    void aSentence_hasExactlyOneReading() {
        PhrasePack pack = PhrasePack.stock(Locale.ENGLISH);
        for (int i = 0; i < 20_000; i++) {
            Question question = Question.any(DIGITS, random);
            String sentence = pack.wording(question, random);
            assertEquals(Set.of(question), pack.readings(sentence), sentence);
        }
    }

    @Test
    void aSentenceOfTwoQuestions_hasTwoReadings_andNonsenseNone() {
        List<String> lines = minimal();
        lines.set(lines.indexOf("pick odd") + 1, "  (even|odd)");
        PhrasePack pack = PhrasePack.parse("test.pack", Locale.ENGLISH, lines);
        Term all = new Term(Measure.SUM, Pick.ALL, 0);
        assertEquals(
                Set.of(
                        new Question(Joint.PLUS, all, new Term(Measure.SUM, Pick.EVEN, 0)),
                        new Question(Joint.PLUS, all, new Term(Measure.SUM, Pick.ODD, 0))),
                pack.readings("Plus[sum all, sum even]"));
        assertEquals(Set.of(), pack.readings("Plus[sum all, sum even"));
        assertEquals(Set.of(), pack.readings(""));
    }

    @Test
    void forms_fillTheSlotsThatAskForThem_andOthersFallBack() {
        List<String> lines = minimal();
        lines.set(lines.indexOf("measure sum") + 1, "  Summe {digits:genitive}");
        lines.addAll(List.of("pick even genitive", "  der geraden Ziffern"));
        PhrasePack pack = PhrasePack.parse("test.pack", Locale.GERMAN, lines);
        Term even = new Term(Measure.SUM, Pick.EVEN, 0);
        Term odd = new Term(Measure.SUM, Pick.ODD, 0);
        assertEquals(
                "Plus[Summe der geraden Ziffern, Summe odd]",
                pack.wording(new Question(Joint.PLUS, even, odd), random));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pick even | pick evan | there is no rule \"pick evan\"; there are: joint plus",
                "pick even | pick odd | the rule stands in line",
                "pick even | #pick even | there is no rule \"pick even\"",
                "measure sum | measure sum genitive | there is no rule \"measure sum\"",
                "  even | even | there is no rule \"even\"",
                "  even | #even | the rule has no phrases",
                "  even | X the {digits} | a phrase of \"pick even\" must have no slots",
                "  sum {digits} | X sum | a phrase of \"measure sum\" must have {digits} once",
                "  sum {digits} | X sum {digits} of {digits} | must have {digits} once",
                "  sum {digits} | X sum {digits | a { has no } after it",
                "  sum {digits} | X sum {DIGITS} | a slot must be {name} or {name:form}",
                "  sum {digits} | X sum ({digits}!none) | alternatives in one pair of parentheses must have the same slots",
                "  sum {digits} | X (sum {digits} | a ( has no ) after it",
                "  sum {digits} | X (sum) {digits} | there must be a ! in each pair",
                "  sum {digits} | X sum) {digits} | \")\" must stand in parentheses",
            })
    void aMistake_isRefused_withFileLineAndReason(String line, String wrong, String reason) {
        List<String> lines = minimal();
        int at = lines.stream().map(String::strip).toList().indexOf(line.strip());
        lines.set(at, wrong.replace('!', '|').replaceFirst("^X", " "));
        String message = String.valueOf(
                assertThrows(PackException.class, () -> PhrasePack.parse("my.pack", Locale.ENGLISH, lines))
                        .getMessage());
        assertTrue(message.matches("(?s)my\\.pack(:\\d+)?: .*"), message);
        assertTrue(message.contains(reason.replace('!', '|')), message);
    }

    @Test
    void aLineThatIsTooLong_andAPhraseWithoutRule_andAFormThatNobodyAsksFor_areRefused() {
        List<String> lines = minimal();
        assertThrows(PackException.class, () -> PhrasePack.parse("p", Locale.ENGLISH, List.of("  a phrase")));
        List<String> longer = new ArrayList<>(lines);
        longer.add("  " + "x".repeat(1000));
        assertThrows(PackException.class, () -> PhrasePack.parse("p", Locale.ENGLISH, longer));
        List<String> form = new ArrayList<>(lines);
        form.addAll(List.of("pick even dative", "  geraden Ziffern"));
        String message =
                String.valueOf(assertThrows(PackException.class, () -> PhrasePack.parse("p", Locale.ENGLISH, form))
                        .getMessage());
        assertTrue(message.contains("no slot asks for the form dative"), message);
    }

    /** A pack that says what it means, and no more. */
    private static List<String> minimal() {
        List<String> lines = new ArrayList<>(List.of("# the least", ""));
        for (Joint joint : Joint.values()) {
            lines.addAll(List.of("joint " + joint.symbol(), "  " + joint.symbol() + "[{first}, {second}]"));
        }
        for (Measure measure : Measure.values()) {
            lines.addAll(List.of("measure " + measure.symbol(), "  " + measure.symbol() + " {digits}"));
        }
        for (Pick pick : Pick.values()) {
            lines.addAll(
                    List.of("pick " + pick.symbol(), "  " + pick.symbol() + (pick.needsValue() ? " {value}" : "")));
        }
        for (int number = 1; number <= 9; number++) {
            lines.addAll(List.of("number " + number, "  " + number));
        }
        return lines;
    }
}
