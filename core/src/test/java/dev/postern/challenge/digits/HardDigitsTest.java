package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.Round;
import dev.postern.challenge.TextPrompt;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The digits family at hard, as a client sees it. */
class HardDigitsTest {
    private static final int CHALLENGES = 200_000;
    private static final List<String> WORDS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private final PhrasePack pack = PhrasePack.stock(Locale.ENGLISH);
    private final SplittableRandom random = new SplittableRandom(1);

    /** All that a reader needs is in the prompt: digits as numerals or words, in letters that are case and stray symbols apart, and an instruction of one reading. */
    @Test
    void whoReadsTextAndInstruction_findsTheAnswer() {
        for (int i = 0; i < 5_000; i++) {
            Puzzle puzzle = compose();
            TextPrompt prompt = (TextPrompt) puzzle.prompt();
            assertEquals(List.of(), prompt.digits());
            List<Integer> digits = digits(prompt.text());
            assertTrue(digits.size() >= 6 && digits.size() <= 8, prompt::text);
            Set<List<Worded>> readings = pack.readings(prompt.instruction());
            assertEquals(1, readings.size(), prompt::instruction);
            long answer = new Reckoner(digits).answer(readings.iterator().next(), 0);
            assertEquals(puzzle.answer(), Long.toString(answer), prompt::toString);
        }
    }

    @Test
    void aLaterRound_isFoundWithTheAnswerOfTheRoundBefore_alone() {
        for (int i = 0; i < 1_000; i++) {
            long before = random.nextInt(100_000);
            Puzzle puzzle = Digits.family()
                    .compose(Difficulty.HARD, Locale.ENGLISH, new Round(2, Long.toString(before)), random);
            TextPrompt prompt = (TextPrompt) puzzle.prompt();
            List<Worded> meaning =
                    pack.readings(prompt.instruction()).iterator().next();
            assertEquals(Long.parseLong(puzzle.answer()), new Reckoner(digits(prompt.text())).answer(meaning, before));
        }
    }

    /** The answers are spread, and the best guess is a bad one. */
    @Test
    void theBestConstantGuess_isRightInOneOfAThousandChallenges_atMost() {
        Map<String, Integer> answers = new HashMap<>();
        for (int i = 0; i < CHALLENGES; i++) {
            answers.merge(compose().answer(), 1, Integer::sum);
        }
        int most = answers.values().stream().max(Integer::compare).orElseThrow();
        System.out.println("Best constant guess at hard: " + 100.0 * most / CHALLENGES + " %, of " + answers.size()
                + " answers seen");
        assertTrue(most <= CHALLENGES / 1000, () -> most + " of " + CHALLENGES);
        assertTrue(answers.size() >= 10_000, () -> answers.size() + " answers");
        assertTrue(answers.keySet().stream().mapToInt(Integer::parseInt).allMatch(a -> a >= 1000 && a <= 99_999));
    }

    @Test
    void instructions_fitOnAScreen() {
        for (int i = 0; i < 10_000; i++) {
            String instruction = ((TextPrompt) compose().prompt()).instruction();
            assertTrue(instruction.length() < 2_000, instruction);
            assertTrue(instruction.chars().noneMatch(c -> "(){}".indexOf(c) >= 0), instruction);
        }
    }

    @Test
    void sameChance_composesTheSameChallenge() {
        for (int seed = 0; seed < 100; seed++) {
            assertEquals(
                    Digits.family().compose(Difficulty.HARD, Locale.ENGLISH, new SplittableRandom(seed)),
                    Digits.family().compose(Difficulty.HARD, Locale.ENGLISH, new SplittableRandom(seed)));
        }
    }

    private Puzzle compose() {
        return Digits.family().compose(Difficulty.HARD, Locale.ENGLISH, random);
    }

    /** Digits stand apart, between signs. */
    private static List<Integer> digits(String text) {
        return Arrays.stream(text.split("(?<= |^)[_@#&!?~](?= |$)", -1))
                .map(Phrase::letters)
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() == 1 ? Integer.parseInt(word) : WORDS.indexOf(word) + 1)
                .toList();
    }
}
