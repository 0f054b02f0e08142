package dev.postern.challenge.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What questions mean, beside a second reading of the guide. */
class QuestionTest {
    private static final int QUESTIONS = 100_000;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void answer_isWhatAnotherReadingOfTheGuideFinds() {
        for (int i = 0; i < QUESTIONS; i++) {
            List<Integer> digits = digits();
            Question question = Question.any(array(digits), random);
            long one = meaning(question.first(), digits);
            long other = meaning(question.second(), digits);
            long joined = switch (question.joint()) {
                case PLUS -> one + other;
                case MINUS -> one - other;
                case TIMES -> one * other;
            };
            assertEquals(joined, question.answer(array(digits)), () -> question + " of " + digits);
        }
    }

    @Test
    void eachTerm_takesTwoDigitsAtLeast_andLeavesOneOut_orTakesAll() {
        for (int i = 0; i < QUESTIONS; i++) {
            List<Integer> digits = digits();
            Term term = Term.any(array(digits), random);
            int taken = those(term, digits).size();
            assertTrue(taken >= 2, () -> term + " of " + digits);
            assertEquals(taken == digits.size(), term.pick() == Pick.ALL, () -> term + " of " + digits);
        }
    }

    @Test
    void everyPick_everyMeasure_andEveryJoint_isAsked() {
        List<Question> questions = IntStream.range(0, 20_000)
                .mapToObj(i -> Question.any(array(digits()), random))
                .toList();
        assertEquals(
                Pick.values().length,
                questions.stream().map(q -> q.second().pick()).distinct().count());
        assertEquals(
                Measure.values().length,
                questions.stream().map(q -> q.second().measure()).distinct().count());
        assertEquals(
                Joint.values().length,
                questions.stream().map(Question::joint).distinct().count());
    }

    private List<Integer> digits() {
        List<Integer> digits =
                new ArrayList<>(IntStream.rangeClosed(1, 9).boxed().toList());
        Collections.shuffle(digits, new java.util.Random(random.nextLong()));
        return digits.subList(0, 6 + random.nextInt(3));
    }

    private static int[] array(List<Integer> digits) {
        return digits.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Integer> those(Term term, List<Integer> digits) {
        int value = term.value();
        int largest = digits.indexOf(Collections.max(digits));
        int smallest = digits.indexOf(Collections.min(digits));
        return IntStream.range(0, digits.size())
                .filter(place -> {
                    int digit = digits.get(place);
                    return switch (term.pick()) {
                        case ALL -> true;
                        case EVEN -> List.of(2, 4, 6, 8).contains(digit);
                        case ODD -> List.of(1, 3, 5, 7, 9).contains(digit);
                        case GREATER_THAN_VALUE -> digit > value;
                        case LESS_THAN_VALUE -> digit < value;
                        case FIRST_VALUE -> place < value;
                        case LAST_VALUE -> place >= digits.size() - value;
                        case ODD_PLACES -> place % 2 == 0;
                        case EVEN_PLACES -> place % 2 == 1;
                        case EXCLUDING_LARGEST -> place != largest;
                        case EXCLUDING_SMALLEST -> place != smallest;
                        case EXCLUDING_FIRST -> place > 0;
                        case EXCLUDING_LAST -> place < digits.size() - 1;
                        case BEFORE_LARGEST -> place < largest;
                        case AFTER_LARGEST -> place > largest;
                        case BEFORE_SMALLEST -> place < smallest;
                        case AFTER_SMALLEST -> place > smallest;
                    };
                })
                .mapToObj(digits::get)
                .toList();
    }

    private static long meaning(Term term, List<Integer> digits) {
        List<Integer> those = those(term, digits);
        return switch (term.measure()) {
            case SUM -> those.stream().mapToInt(Integer::intValue).sum();
            case PRODUCT -> those.stream().reduce(1, (a, b) -> a * b);
            case COUNT -> those.size();
            case LARGEST -> Collections.max(those);
            case SMALLEST -> Collections.min(those);
            case SPREAD -> Collections.max(those) - Collections.min(those);
            case SUM_OF_SQUARES ->
                those.stream().mapToInt(digit -> digit * digit).sum();
            case NUMBER -> number(those);
            case NUMBER_REVERSED ->
                Long.parseLong(new StringBuilder(Long.toString(number(those)))
                        .reverse()
                        .toString());
            case NUMBER_ASCENDING -> number(those.stream().sorted().toList());
            case NUMBER_DESCENDING ->
                number(those.stream().sorted(Comparator.reverseOrder()).toList());
        };
    }

    private static long number(List<Integer> digits) {
        return Long.parseLong(digits.stream().map(String::valueOf).collect(Collectors.joining()));
    }
}
