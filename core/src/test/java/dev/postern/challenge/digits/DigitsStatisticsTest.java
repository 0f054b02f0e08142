package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import dev.postern.testing.ChiSquared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * How challenges are spread, over 500,000 of them: 1 % in all, divided by the number of chi-squared tests of each method
 * (Bonferroni). The chance is seeded, so a run is like every other.
 */
class DigitsStatisticsTest {
    private static final int CHALLENGES = 500_000;
    private static final double LEVEL = 0.01;
    private static final int MOST_DIGITS = 6;

    /** Those that draw again until a selection fits, so that their digits are not spread evenly. */
    private static final Set<String> DRAWN_AGAIN =
            Set.of("SUM_EXCLUDING_VALUE", "SUM_EVEN", "SUM_ODD", "SUM_GREATER_THAN_VALUE", "SUM_LESS_THAN_VALUE");

    private static final List<String> OPERATIONS =
            Digits.family().operations().subList(0, DigitsOperation.values().length);

    private final List<Puzzle> puzzles = puzzles();

    @Test
    void operations_areEquallyLikely() {
        long[] counts = new long[OPERATIONS.size()];
        puzzles.forEach(puzzle -> counts[puzzle.operation()]++);
        assertEven(counts, 1);
    }

    @Test
    void fourFiveAndSixDigits_areEquallyLikely_forEachOperation() {
        long[][] counts = new long[OPERATIONS.size()][3];
        puzzles.forEach(puzzle -> counts[puzzle.operation()][digits(puzzle).size() - 4]++);
        for (long[] count : counts) {
            assertEven(count, counts.length);
        }
    }

    @Test
    void eachDigitAtEachPlace_isEquallyLikely_whereNothingIsDrawnAgain() {
        long[][] counts = new long[MOST_DIGITS][9];
        for (Puzzle puzzle : puzzles) {
            if (!DRAWN_AGAIN.contains(OPERATIONS.get(puzzle.operation()))) {
                List<Integer> digits = digits(puzzle);
                for (int place = 0; place < digits.size(); place++) {
                    counts[place][digits.get(place) - 1]++;
                }
            }
        }
        for (long[] count : counts) {
            assertEven(count, counts.length);
        }
    }

    @Test
    void eachPairOfNeighbours_isEquallyLikely_whereNothingIsDrawnAgain() {
        long[] counts = new long[72];
        for (Puzzle puzzle : puzzles) {
            if (!DRAWN_AGAIN.contains(OPERATIONS.get(puzzle.operation()))) {
                int first = digits(puzzle).get(0) - 1;
                int second = digits(puzzle).get(1) - 1;
                counts[8 * first + second - (second > first ? 1 : 0)]++;
            }
        }
        assertEven(counts, 1);
    }

    @Test
    void noise_isDrawnEvenly_fromOneAlphabet() {
        Map<Integer, Long> noise = new HashMap<>();
        for (Puzzle puzzle : puzzles) {
            prompt(puzzle)
                    .text()
                    .chars()
                    .filter(c -> !Character.isDigit(c))
                    .forEach(c -> noise.merge(c, 1L, Long::sum));
        }
        assertTrue(noise.size() >= 20, "of few characters: " + noise.keySet());
        assertEven(noise.values().stream().mapToLong(count -> count).toArray(), 1);
    }

    /** What a client gains that sends one answer to everything, and what one gains that can tell the operation. */
    @Test
    void bestConstantGuess_isRightInAtMostATenthOfTheCases() {
        Map<String, Integer> all = new HashMap<>();
        List<Map<String, Integer>> byOperation = new ArrayList<>();
        OPERATIONS.forEach(operation -> byOperation.add(new HashMap<>()));
        for (Puzzle puzzle : puzzles) {
            all.merge(puzzle.answer(), 1, Integer::sum);
            byOperation.get(puzzle.operation()).merge(puzzle.answer(), 1, Integer::sum);
        }
        double overall = share(best(all));
        System.out.printf("best constant guess: %s, %.2f %%%n", best(all).getKey(), 100 * overall);
        double informed = 0;
        for (int i = 0; i < OPERATIONS.size(); i++) {
            Map<String, Integer> answers = byOperation.get(i);
            int asked = answers.values().stream().mapToInt(count -> count).sum();
            Map.Entry<String, Integer> best = best(answers);
            System.out.printf(
                    "  %-32s %-6s %5.2f %% of %d answers%n",
                    OPERATIONS.get(i), best.getKey(), 100.0 * best.getValue() / asked, answers.size());
            informed += share(best);
        }
        System.out.printf("best guess by operation: %.2f %%%n", 100 * informed);
        assertTrue(overall <= 0.10, "best constant guess: " + overall);
    }

    @Test
    void everyOperation_hasManyAnswers() {
        List<Set<String>> answers = new ArrayList<>();
        OPERATIONS.forEach(operation -> answers.add(new TreeSet<>()));
        puzzles.forEach(puzzle -> answers.get(puzzle.operation()).add(puzzle.answer()));
        for (int i = 0; i < OPERATIONS.size(); i++) {
            assertTrue(answers.get(i).size() >= 6, OPERATIONS.get(i) + " has but " + answers.get(i));
        }
    }

    private static double share(Map.Entry<String, Integer> entry) {
        return (double) entry.getValue() / CHALLENGES;
    }

    private static Map.Entry<String, Integer> best(Map<String, Integer> answers) {
        return answers.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    }

    private static void assertEven(long[] counts, int tests) {
        double p = ChiSquared.uniform(counts);
        assertTrue(p >= LEVEL / tests, "p = " + p + " in " + tests + " tests");
    }

    private static List<Puzzle> puzzles() {
        SplittableRandom random = new SplittableRandom(2);
        List<Puzzle> puzzles = new ArrayList<>(CHALLENGES);
        for (int i = 0; i < CHALLENGES; i++) {
            puzzles.add(Digits.family().compose(Difficulty.EASY, Locale.ENGLISH, random));
        }
        return puzzles;
    }

    private static List<Integer> digits(Puzzle puzzle) {
        return prompt(puzzle).digits();
    }

    private static TextPrompt prompt(Puzzle puzzle) {
        return puzzle.prompt() instanceof TextPrompt prompt ? prompt : new TextPrompt("", List.of(), "");
    }
}
