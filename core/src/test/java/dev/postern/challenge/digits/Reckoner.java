package dev.postern.challenge.digits;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What instructions mean: a second reading of the guide, which shares nothing with the first but the names. */
final class Reckoner {
    private final List<Integer> digits;

    Reckoner(List<Integer> digits) {
        this.digits = digits;
    }

    /** What comes out of all sentences, one after the other. */
    long answer(List<Worded> sentences, long answerBefore) {
        long soFar = 0;
        for (Worded sentence : sentences) {
            soFar = said(sentence, soFar, answerBefore);
        }
        return soFar;
    }

    private long said(Worded sentence, long soFar, long answerBefore) {
        if (sentence instanceof Ask ask) {
            return asked(ask.operation().name(), ask.value());
        }
        if (sentence instanceof Question question) {
            return joined(question.joint(), number(question.first()), number(question.second()));
        }
        if (sentence instanceof Step step) {
            return joined(step.joint(), soFar, number(step.next()));
        }
        if (sentence instanceof Branch branch) {
            return said(holds(branch.condition(), soFar) ? branch.then() : branch.otherwise(), soFar, answerBefore);
        }
        assert sentence instanceof Recall;
        return soFar + answerBefore;
    }

    private static long joined(Joint joint, long one, long other) {
        return switch (joint) {
            case PLUS -> one + other;
            case MINUS -> one - other;
            case TIMES -> one * other;
        };
    }

    private boolean holds(Check check, long soFar) {
        int odd = Math.toIntExact(
                digits.stream().filter(digit -> "13579".contains(digit + "")).count());
        int even = digits.size() - odd;
        int last = digits.get(digits.size() - 1);
        return switch (check.condition()) {
            case MORE_ODD_THAN_EVEN -> odd > even;
            case SECOND_ABOVE_FIRST -> digits.get(1) > digits.get(0);
            case FIRST_ABOVE_LAST -> digits.get(0) > last;
            case LARGEST_BEFORE_SMALLEST ->
                digits.indexOf(Collections.max(digits)) < digits.indexOf(Collections.min(digits));
            case FIRST_IS_EVEN -> List.of(2, 4, 6, 8).contains(digits.get(0));
            case LAST_IS_ODD -> List.of(1, 3, 5, 7, 9).contains(last);
            case SUM_IS_EVEN -> odd % 2 == 0;
            case RESULT_IS_EVEN -> Long.toString(soFar).matches(".*[02468]");
            case CONTAINS_VALUE -> digits.contains(check.value());
            case FIRST_ABOVE_VALUE -> digits.get(0) > check.value();
            case COUNT_ABOVE_VALUE -> digits.size() > check.value();
        };
    }

    private long asked(String operation, int value) {
        List<Integer> sorted = digits.stream().sorted().toList();
        int count = digits.size();
        long first = digits.get(0);
        int last = digits.get(count - 1);
        int sum = sum(digits);
        return switch (operation) {
            case "SUM_ALL" -> sum;
            case "SUM_EXCLUDING_LARGEST" -> sum - sorted.get(count - 1);
            case "SUM_EXCLUDING_SMALLEST" -> sum - sorted.get(0);
            case "SUM_EXCLUDING_VALUE" -> sum - value;
            case "SUM_EXCLUDING_FIRST" -> sum - first;
            case "SUM_EXCLUDING_LAST" -> sum - last;
            case "SUM_EVEN" ->
                sum(digits.stream().filter(digit -> digit % 2 == 0).toList());
            case "SUM_ODD" ->
                sum(digits.stream().filter(digit -> digit % 2 == 1).toList());
            case "SUM_GREATER_THAN_VALUE" ->
                sum(digits.stream().filter(digit -> digit > value).toList());
            case "SUM_LESS_THAN_VALUE" ->
                sum(digits.stream().filter(digit -> digit < value).toList());
            case "SUM_FIRST_AND_LAST" -> first + last;
            case "SUM_TWO_LARGEST" -> sorted.get(count - 1) + sorted.get(count - 2);
            case "SUM_TWO_SMALLEST" -> sorted.get(0) + sorted.get(1);
            case "SUM_OF_SQUARES" ->
                digits.stream().mapToInt(digit -> digit * digit).sum();
            case "DOUBLED_SUM" -> sum + sum;
            case "PRODUCT_FIRST_AND_LAST" -> first * last;
            case "PRODUCT_LARGEST_AND_SMALLEST" -> (long) sorted.get(0) * sorted.get(count - 1);
            case "PRODUCT_TWO_LARGEST" -> (long) sorted.get(count - 1) * sorted.get(count - 2);
            case "DIFFERENCE_LARGEST_AND_SMALLEST" -> sorted.get(count - 1) - sorted.get(0);
            case "NUMBER_FIRST_TWO" -> number(digits.subList(0, 2));
            case "NUMBER_LAST_TWO" -> number(digits.subList(count - 2, count));
            case "NUMBER_REVERSED" -> reversed(digits);
            case "NUMBER_ASCENDING" -> number(sorted);
            case "NUMBER_DESCENDING" -> reversed(sorted);
            default -> throw new AssertionError(operation);
        };
    }

    private long number(Term term) {
        List<Integer> those = those(term.digits());
        return switch (term.measure()) {
            case SUM -> sum(those);
            case DOUBLED_SUM -> sum(those) + sum(those);
            case PRODUCT -> those.stream().reduce(1, (a, b) -> a * b);
            case COUNT -> those.size();
            case LARGEST -> Collections.max(those);
            case SMALLEST -> Collections.min(those);
            case SPREAD -> Collections.max(those) - Collections.min(those);
            case SUM_OF_SQUARES ->
                those.stream().mapToInt(digit -> digit * digit).sum();
            case NUMBER -> number(those);
            case NUMBER_REVERSED -> reversed(those);
            case NUMBER_ASCENDING -> number(those.stream().sorted().toList());
            case NUMBER_DESCENDING ->
                number(those.stream().sorted(Comparator.reverseOrder()).toList());
        };
    }

    /** The digits that are meant, in the order in which they stand. */
    List<Integer> those(Picked picked) {
        int value = picked.value();
        List<Integer> sorted = digits.stream().sorted().toList();
        int count = digits.size();
        int largest = digits.indexOf(sorted.get(count - 1));
        int smallest = digits.indexOf(sorted.get(0));
        return IntStream.range(0, count)
                .filter(place -> {
                    int digit = digits.get(place);
                    return switch (picked.pick()) {
                        case ALL -> true;
                        case EVEN -> List.of(2, 4, 6, 8).contains(digit);
                        case ODD -> List.of(1, 3, 5, 7, 9).contains(digit);
                        case GREATER_THAN_VALUE -> digit > value;
                        case LESS_THAN_VALUE -> digit < value;
                        case EXCLUDING_VALUE -> digit != value;
                        case FIRST_VALUE -> place < value;
                        case LAST_VALUE -> place >= count - value;
                        case FIRST_AND_LAST -> place == 0 || place == count - 1;
                        case ODD_PLACES -> place % 2 == 0;
                        case EVEN_PLACES -> place % 2 == 1;
                        case TWO_LARGEST -> sorted.indexOf(digit) >= count - 2;
                        case TWO_SMALLEST -> sorted.indexOf(digit) < 2;
                        case LARGEST_AND_SMALLEST -> place == largest || place == smallest;
                        case EXCLUDING_LARGEST -> place != largest;
                        case EXCLUDING_SMALLEST -> place != smallest;
                        case EXCLUDING_FIRST -> place > 0;
                        case EXCLUDING_LAST -> place < count - 1;
                        case BEFORE_LARGEST -> place < largest;
                        case AFTER_LARGEST -> place > largest;
                        case BEFORE_SMALLEST -> place < smallest;
                        case AFTER_SMALLEST -> place > smallest;
                    };
                })
                .mapToObj(digits::get)
                .toList();
    }

    private static int sum(List<Integer> digits) {
        return digits.stream().mapToInt(Integer::intValue).sum();
    }

    private static long number(List<Integer> digits) {
        return Long.parseLong(digits.stream().map(String::valueOf).collect(Collectors.joining()));
    }

    private static long reversed(List<Integer> digits) {
        return Long.parseLong(
                new StringBuilder(Long.toString(number(digits))).reverse().toString());
    }
}
