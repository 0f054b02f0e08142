package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The digits family at medium, as a client sees it. */
class MediumDigitsTest {
    private static final int CHALLENGES = 200_000;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void digits_areToBeReadFromTheText_sixToEightDistinctOnesFrom1To9() {
        for (int i = 0; i < 10_000; i++) {
            TextPrompt prompt = (TextPrompt) compose().prompt();
            assertEquals(List.of(), prompt.digits());
            List<Integer> digits = prompt.text()
                    .chars()
                    .filter(Character::isDigit)
                    .map(Character::getNumericValue)
                    .boxed()
                    .toList();
            assertTrue(digits.size() >= 6 && digits.size() <= 8, prompt::text);
            assertEquals(digits.size(), new HashSet<>(digits).size());
            assertTrue(digits.stream().allMatch(digit -> digit >= 1));
        }
    }

    @Test
    void theBestConstantGuess_isRightInOneOfAHundredChallenges_atMost() {
        Map<String, Integer> answers = new HashMap<>();
        for (int i = 0; i < CHALLENGES; i++) {
            answers.merge(compose().answer(), 1, Integer::sum);
        }
        int most = answers.values().stream().max(Integer::compare).orElseThrow();
        System.out.println("Best constant guess at medium: " + 100.0 * most / CHALLENGES + " %");
        assertTrue(most <= CHALLENGES / 100, () -> most + " of " + CHALLENGES);
    }

    @Test
    void answers_areFrom100To19998() {
        for (int i = 0; i < CHALLENGES; i++) {
            int answer = Integer.parseInt(compose().answer());
            assertTrue(answer >= 100 && answer <= 19_998, () -> answer + "");
        }
    }

    @Test
    void hardlyAnyInstruction_comesTwice() {
        HashSet<String> seen = new HashSet<>();
        for (int i = 0; i < CHALLENGES; i++) {
            seen.add(((TextPrompt) compose().prompt()).instruction());
        }
        assertTrue(seen.size() > 0.99 * CHALLENGES, () -> seen.size() + " different ones");
    }

    @Test
    void instructions_areSentences_thatFitOnAScreen() {
        for (int i = 0; i < 10_000; i++) {
            String instruction = ((TextPrompt) compose().prompt()).instruction();
            assertTrue(instruction.length() < 400, instruction);
            assertTrue(Character.isUpperCase(instruction.charAt(0)) && !instruction.contains("  "), instruction);
            assertTrue(instruction.chars().noneMatch(c -> "(|){}".indexOf(c) >= 0), instruction);
        }
    }

    @Test
    void sameChance_composesTheSameChallenge() {
        for (int seed = 0; seed < 100; seed++) {
            assertEquals(
                    Digits.family().compose(Difficulty.MEDIUM, Locale.ENGLISH, new SplittableRandom(seed)),
                    Digits.family().compose(Difficulty.MEDIUM, Locale.ENGLISH, new SplittableRandom(seed)));
        }
    }

    @Test
    void operations_areNamedByWhatIsAsked() {
        List<String> names = Digits.family().operations();
        assertTrue(names.size() <= 64);
        Map<String, Long> seen = new SplittableRandom(2)
                .ints(10_000)
                .mapToObj(i -> names.get(compose().operation()))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        assertTrue(seen.size() >= 24, seen::toString);
        assertTrue(seen.keySet().stream().allMatch(name -> name.matches("[A-Z_]+_(PLUS|MINUS|TIMES)")), seen::toString);
    }

    private Puzzle compose() {
        return Digits.family().compose(Difficulty.MEDIUM, Locale.ENGLISH, random);
    }
}
