package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    private static final int CHALLENGES = 100_000;
    private static final Pattern VALUE = Pattern.compile(".*(\\d)");

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void answer_isWhatAnIndependentReaderFinds() {
        for (int i = 0; i < CHALLENGES; i++) {
            Puzzle puzzle = compose();
            TextPrompt prompt = prompt(puzzle);
            assertEquals(
                    puzzle.answer(),
                    Long.toString(DigitsSolver.solve(prompt.instruction(), prompt.digits())),
                    prompt::toString);
        }
    }

    @Test
    void digits_areDistinct_from1To9_fourToSixOfThem() {
        for (int i = 0; i < CHALLENGES; i++) {
            List<Integer> digits = prompt(compose()).digits();
            assertEquals(digits.size(), new HashSet<>(digits).size(), digits::toString);
            assertTrue(digits.stream().allMatch(digit -> digit >= 1 && digit <= 9));
            assertTrue(digits.size() >= 4 && digits.size() <= 6);
        }
    }

    @Test
    void digitsOfTheText_areTheDigitsInOrder_andNeverAdjacent() {
        for (int i = 0; i < CHALLENGES; i++) {
            TextPrompt prompt = prompt(compose());
            List<Integer> read = prompt.text()
                    .chars()
                    .filter(Character::isDigit)
                    .mapToObj(c -> Character.digit(c, 10))
                    .toList();
            assertEquals(prompt.digits(), read);
            assertFalse(prompt.text().matches(".*\\d\\d.*"), prompt.text());
        }
    }

    @Test
    void noise_isOneOrTwoCharactersBetweenDigits_thatLookLikeNoDigitSignOrSeparator() {
        Pattern form = Pattern.compile("(?:[^\\d]{1,2}\\d){4,6}[^\\d]{1,2}");
        for (int i = 0; i < CHALLENGES; i++) {
            String text = prompt(compose()).text();
            assertTrue(form.matcher(text).matches(), text);
            assertFalse(text.matches(".*[OoIlSsBbZzGgq|+\\-.,:;/*%= ].*"), text);
            assertTrue(text.chars().allMatch(c -> c > ' ' && c < 127), text);
        }
    }

    /** Documented: a summed selection takes at least two digits and leaves at least one. */
    @Test
    void selections_takeAtLeastTwoDigits_andLeaveAtLeastOne() {
        for (int i = 0; i < CHALLENGES; i++) {
            TextPrompt prompt = prompt(compose());
            String instruction = prompt.instruction();
            int value = VALUE.matcher(instruction).matches() ? instruction.charAt(instruction.length() - 1) - '0' : 0;
            long taken = -1;
            if (instruction.contains("even digits")) {
                taken = prompt.digits().stream().filter(digit -> digit % 2 == 0).count();
            } else if (instruction.contains("odd digits")) {
                taken = prompt.digits().stream().filter(digit -> digit % 2 == 1).count();
            } else if (instruction.contains("greater than")) {
                taken = prompt.digits().stream().filter(digit -> digit > value).count();
            } else if (instruction.contains("less than")) {
                taken = prompt.digits().stream().filter(digit -> digit < value).count();
            } else if (value > 0) {
                taken = prompt.digits().stream().filter(digit -> digit != value).count();
            }
            assertTrue(taken == -1 || (taken >= 2 && taken < prompt.digits().size()), prompt::toString);
        }
    }

    @Test
    void eachOperation_hasItsOwnInstruction_andOneInstructionAsksForOneOperation() {
        Map<String, Integer> operationOf = new HashMap<>();
        Set<Integer> operations = new HashSet<>();
        for (int i = 0; i < CHALLENGES; i++) {
            Puzzle puzzle = compose();
            String words = prompt(puzzle).instruction().replaceAll("\\d", "N");
            Integer before = operationOf.put(words, puzzle.operation());
            assertTrue(before == null || before == puzzle.operation(), words);
            operations.add(puzzle.operation());
        }
        assertEquals(24, operations.size());
        assertEquals(24, operationOf.size());
    }

    /** The name says what the instruction asks for; the wire contract names one of them. */
    @Test
    void operations_areNamedInScreamingSnakeCase_eachOnce() {
        List<String> names = Digits.family().operations();
        assertEquals(names.size(), new HashSet<>(names).size());
        assertTrue(names.stream().allMatch(name -> name.matches("[A-Z]+(_[A-Z]+|_[23])*")));
        assertTrue(names.contains("SUM_EXCLUDING_VALUE"));
        for (int i = 0; i < 10_000; i++) {
            Puzzle puzzle = compose();
            String name = names.get(puzzle.operation());
            String instruction = prompt(puzzle).instruction();
            assertEquals(name.contains("VALUE"), VALUE.matcher(instruction).matches(), name);
            assertEquals(name.startsWith("PRODUCT"), instruction.startsWith("Multiply"), name);
            assertEquals(name.startsWith("NUMBER"), instruction.startsWith("Write"), name);
            assertEquals(name.startsWith("DIFFERENCE"), instruction.startsWith("Subtract"), name);
            assertEquals(name.contains("EXCLUDING"), instruction.contains("except"), name);
        }
    }

    /** The table in core's README, row by row: name, instruction, and a star where a selection is summed. */
    @Test
    void operations_areThoseOfTheReadme_inItsWordsAndOrder() throws IOException {
        Pattern row = Pattern.compile("\\| `([A-Z_]+)`( \\*)? \\| ([^|]+) \\|");
        List<String> names = new ArrayList<>();
        Map<String, String> instructions = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches() && Digits.family().operations().contains(matcher.group(1))) {
                names.add(matcher.group(1));
                instructions.put(matcher.group(1), matcher.group(3).replace("*n*", "N"));
            }
        }
        assertEquals(Digits.family().operations().subList(0, 24), names);
        for (int i = 0; i < 10_000; i++) {
            Puzzle puzzle = compose();
            String said = prompt(puzzle).instruction().replaceAll("\\d", "N");
            assertEquals(instructions.get(names.get(puzzle.operation())), said);
        }
    }

    @Test
    void prompt_neverHoldsTheAnswerInWords() {
        for (int i = 0; i < CHALLENGES; i++) {
            Puzzle puzzle = compose();
            assertFalse(prompt(puzzle).instruction().contains("answer"));
            assertTrue(puzzle.answer().length() == 1
                    || !prompt(puzzle).instruction().contains(puzzle.answer()));
        }
    }

    @Test
    void sameChance_composesTheSameChallenge() {
        for (int seed = 0; seed < 100; seed++) {
            Puzzle one = Digits.family().compose(Difficulty.EASY, Locale.ENGLISH, new SplittableRandom(seed));
            Puzzle two = Digits.family().compose(Difficulty.EASY, Locale.ENGLISH, new SplittableRandom(seed));
            assertEquals(one, two);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-GB", "en-US-x-lvariant-POSIX", "de", "de-AT", "fr-CA", "es-419"})
    void everyLanguageOfTheStock_isServedAtAllDifficulties(Locale locale) {
        for (Difficulty difficulty : Difficulty.values()) {
            assertTrue(Digits.family().supports(difficulty, locale));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "pt-BR", "und", "enm"})
    void anyOtherLanguage_isRefused(Locale locale) {
        assertFalse(Digits.family().supports(Difficulty.EASY, locale));
        assertThrows(IllegalArgumentException.class, () -> Digits.family().compose(Difficulty.EASY, locale, random));
    }

    @Test
    void nameAndCode_areThoseInTokens() {
        assertEquals("digits", Digits.family().name());
        assertEquals(0, Digits.family().code());
    }

    private Puzzle compose() {
        return Digits.family().compose(Difficulty.EASY, Locale.ENGLISH, random);
    }

    private static TextPrompt prompt(Puzzle puzzle) {
        return puzzle.prompt() instanceof TextPrompt prompt ? prompt : new TextPrompt("", List.of(), "");
    }

    @Test
    void phrasesOfASitesOwn_replaceTheStock_inEveryLanguage() throws IOException {
        Digits own =
                Digits.with(PhrasePack.read(Path.of("src/test/resources/dev/postern/challenge/digits/private.pack")));
        assertEquals(List.of(Locale.ENGLISH), own.locales());
        assertFalse(own.supports(Difficulty.MEDIUM, Locale.FRENCH));
        PhrasePack stock = PhrasePack.stock(Locale.ENGLISH);
        for (Difficulty difficulty : Difficulty.values()) {
            for (int i = 0; i < 500; i++) {
                String instruction =
                        prompt(own.compose(difficulty, Locale.UK, random)).instruction();
                assertEquals(Set.of(), stock.readings(instruction), instruction);
            }
        }
    }

    @Test
    void twoPacksOfOneLanguage_andNone_areRefused() {
        PhrasePack english = PhrasePack.stock(Locale.ENGLISH);
        assertThrows(IllegalArgumentException.class, () -> Digits.with(english, english));
        assertThrows(IllegalArgumentException.class, Digits::with);
    }
}
