package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked, and what it means. */
class TaskTest {
    private static final int TASKS = 100_000;

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @EnumSource
    void answer_isWhatAnotherReadingOfTheGuideFinds(Difficulty difficulty) {
        for (int i = 0; i < TASKS; i++) {
            Task task = Task.any(difficulty, random);
            assertEquals(new Reckoner(digits(task)).answer(task.meaning(), 0), task.answer(), () -> text(task));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLaterRound_addsTheAnswerOfTheRoundBefore(Difficulty difficulty) {
        for (int round = 2; round <= 3; round++) {
            for (int i = 0; i < 1000; i++) {
                long before = random.nextInt(100_000);
                Task task = Task.any(difficulty, random).inRound(round, before);
                assertEquals(
                        new Reckoner(digits(task)).answer(task.meaning(), before), task.answer(), () -> text(task));
            }
        }
    }

    @Test
    void eachNumber_isMadeOfTwoDigitsAtLeast_andLeavesOneOut_orIsMadeOfAll() {
        for (int i = 0; i < TASKS; i++) {
            Task task = Task.any(Difficulty.HARD, random);
            Term term = Term.any(task.digits(), random).asked();
            int taken = new Reckoner(digits(task)).those(term.digits()).size();
            assertTrue(taken >= 2, () -> term + " of " + text(task));
            assertEquals(taken == task.digits().length, term.digits().pick() == Pick.ALL, () -> term + text(task));
        }
    }

    @Test
    void everyPick_everyMeasure_everyJoint_andEveryCondition_isAsked() {
        Set<Object> asked = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Task task = Task.any(Difficulty.HARD, random);
            for (Worded sentence : task.meaning()) {
                if (sentence instanceof Question question) {
                    asked.addAll(List.of(question.joint(), question.second().measure()));
                    asked.add(question.second().digits().pick());
                } else if (sentence instanceof Branch branch) {
                    asked.add(branch.condition());
                }
            }
        }
        assertTrue(asked.containsAll(Arrays.asList(Pick.values())));
        assertTrue(asked.containsAll(Arrays.asList(Measure.values())));
        assertTrue(asked.containsAll(Arrays.asList(Joint.values())));
        for (Condition condition : Condition.values()) {
            for (int value = condition.least(); value <= condition.most(); value++) {
                assertTrue(asked.contains(new Check(condition, value)), condition + " " + value);
            }
        }
    }

    /** Each is asked often enough to hold, and often enough not to. */
    @Test
    void noCondition_nearlyAlwaysHolds_orNearlyNever() {
        Map<Condition, int[]> held = new HashMap<>();
        for (int i = 0; i < TASKS; i++) {
            Task task = Task.any(Difficulty.HARD, random);
            Check check = Check.any(random);
            held.computeIfAbsent(check.condition(), none -> new int[2])[check.holds(task.digits(), i) ? 1 : 0]++;
        }
        held.forEach((condition, counts) -> {
            double share = (double) counts[1] / (counts[0] + counts[1]);
            assertTrue(share > 0.15 && share < 0.85, () -> condition + " holds in " + share);
        });
    }

    @Test
    void theTwoWaysOfABranch_leadToDifferentResults() {
        for (int i = 0; i < 10_000; i++) {
            Task task = Task.any(Difficulty.HARD, random);
            List<Worded> sentences = task.meaning();
            for (int at = 1; at < sentences.size(); at++) {
                if (sentences.get(at) instanceof Branch branch) {
                    List<Worded> before = sentences.subList(0, at);
                    assertNotEquals(result(task, before, branch.then()), result(task, before, branch.otherwise()));
                }
            }
        }
    }

    @Test
    void eachPickThatTakesFourDigits_isOneThatALargeTermMayHave() {
        Set<Pick> taking = EnumSet.noneOf(Pick.class);
        for (int i = 0; i < 10_000; i++) {
            int[] digits = Task.any(Difficulty.HARD, random).digits();
            for (int pick = 0; pick < Pick.count(); pick++) {
                for (int value = 1; value <= Numeral.LARGEST; value++) {
                    boolean meant = !Pick.at(pick).countsValue() || (value >= 2 && value < digits.length);
                    if (meant && Integer.bitCount(Pick.at(pick).of(digits, value)) == 4) {
                        taking.add(Pick.at(pick));
                    }
                }
            }
        }
        assertEquals(taking, Set.of(Term.OF_FOUR));
    }

    private static long result(Task task, List<Worded> before, Step step) {
        List<Worded> sentences = new ArrayList<>(before);
        sentences.add(step);
        return new Reckoner(digits(task)).answer(sentences, 0);
    }

    @Test
    void aChain_hasTwoOrThreeSteps_oneOfThemWithACondition_andSomethingBesideThePoint() {
        for (int i = 0; i < 10_000; i++) {
            Task task = Task.any(Difficulty.HARD, random);
            List<Worded> sentences = task.meaning();
            assertTrue(sentences.size() == 2 || sentences.size() == 3, () -> text(task));
            assertEquals("CHAIN_" + sentences.size(), Task.OPERATIONS.get(task.operation()));
            assertEquals(1, sentences.stream().filter(Branch.class::isInstance).count());
            assertEquals(sentences.size() + 1, task.sentences().size());
        }
    }

    @Test
    void laterRounds_areChains() {
        Task easy = Task.any(Difficulty.EASY, random);
        assertEquals("CHAIN_2", Task.OPERATIONS.get(easy.inRound(2, 7).operation()));
        assertEquals("CHAIN_3", Task.OPERATIONS.get(easy.inRound(3, 7).operation()));
        Task hard = Task.any(Difficulty.HARD, random);
        assertEquals("CHAIN_3", Task.OPERATIONS.get(hard.inRound(2, 7).operation()));
        assertEquals("CHAIN_3", Task.OPERATIONS.get(hard.inRound(3, 7).operation()));
    }

    static List<Integer> digits(Task task) {
        return Arrays.stream(task.digits()).boxed().toList();
    }

    private static String text(Task task) {
        return task.sentences() + " of " + Arrays.toString(task.digits());
    }
}
