package dev.postern.challenge.digits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an instruction as a person does, from its words alone: what is to be done (sum, multiply, subtract, square, write),
 * and with which digits. It knows nothing of how challenges are composed, and refuses what has two readings.
 */
final class DigitsSolver {
    private static final Pattern DOUBLED = Pattern.compile("(Sum .*), then double the sum");
    private static final Pattern EXCEPT = Pattern.compile("Sum all digits except the (.*)");
    private static final Pattern SUM_OF = Pattern.compile("Sum (?:the )?(.*)");
    private static final Pattern PRODUCT_BY = Pattern.compile("Multiply the (.*) digit by the (.*) digit");
    private static final Pattern PRODUCT_OF = Pattern.compile("Multiply the (.*)");
    private static final Pattern DIFFERENCE = Pattern.compile("Subtract the (.*) digit from the (.*) digit");
    private static final Pattern WRITE = Pattern.compile("Write (?:the )?(.*) as one number");
    private static final Pattern COMPARED = Pattern.compile("digits that are (greater|less) than (\\d)");
    private static final Pattern TWO_SINGLE = Pattern.compile("(.*) digit and the (.*) digit");

    private final List<Integer> digits;

    private DigitsSolver(List<Integer> digits) {
        this.digits = digits;
    }

    static long solve(String instruction, List<Integer> digits) {
        return new DigitsSolver(digits).obey(instruction);
    }

    private long obey(String instruction) {
        Matcher matcher = DOUBLED.matcher(instruction);
        if (matcher.matches()) {
            return 2 * obey(matcher.group(1));
        }
        if (instruction.equals("Square each digit and sum the squares")) {
            return sum(digits.stream().map(digit -> digit * digit).toList());
        }
        matcher = EXCEPT.matcher(instruction);
        if (matcher.matches()) {
            List<Integer> rest = new ArrayList<>(digits);
            rest.remove((Integer) one(matcher.group(1).replaceFirst(" one$", "")));
            return sum(rest);
        }
        matcher = SUM_OF.matcher(instruction);
        if (matcher.matches()) {
            return sum(several(matcher.group(1)));
        }
        matcher = PRODUCT_BY.matcher(instruction);
        if (matcher.matches()) {
            return (long) one(matcher.group(1)) * one(matcher.group(2));
        }
        matcher = PRODUCT_OF.matcher(instruction);
        if (matcher.matches()) {
            return several(matcher.group(1)).stream().mapToLong(digit -> digit).reduce(1, (a, b) -> a * b);
        }
        matcher = DIFFERENCE.matcher(instruction);
        if (matcher.matches()) {
            return (long) one(matcher.group(2)) - one(matcher.group(1));
        }
        matcher = WRITE.matcher(instruction);
        if (matcher.matches()) {
            StringBuilder number = new StringBuilder();
            several(matcher.group(1)).forEach(number::append);
            return Long.parseLong(number.toString());
        }
        throw new AssertionError("nobody can read: " + instruction);
    }

    /** Which digit a phrase means; exactly one may be meant. */
    private int one(String phrase) {
        return switch (phrase) {
            case "first" -> digits.get(0);
            case "last" -> digits.get(digits.size() - 1);
            case "largest" -> only(Collections.max(digits));
            case "smallest" -> only(Collections.min(digits));
            default -> only(Integer.parseInt(phrase));
        };
    }

    private int only(int digit) {
        if (Collections.frequency(digits, digit) != 1) {
            throw new AssertionError("which " + digit + " of " + digits + "?");
        }
        return digit;
    }

    /** Which digits a phrase means, in the order in which they are to be taken. */
    private List<Integer> several(String phrase) {
        Matcher matcher = COMPARED.matcher(phrase);
        if (matcher.matches()) {
            int value = Integer.parseInt(matcher.group(2));
            return matcher.group(1).equals("greater") ? those(digit -> digit > value) : those(digit -> digit < value);
        }
        matcher = TWO_SINGLE.matcher(phrase);
        if (matcher.matches()) {
            return List.of(one(matcher.group(1)), one(matcher.group(2)));
        }
        List<Integer> ascending = digits.stream().sorted().toList();
        int count = digits.size();
        return switch (phrase) {
            case "all digits" -> digits;
            case "even digits" -> those(digit -> digit % 2 == 0);
            case "odd digits" -> those(digit -> digit % 2 == 1);
            case "two largest digits" -> ascending.subList(count - 2, count);
            case "two smallest digits" -> ascending.subList(0, 2);
            case "first two digits, in order," -> digits.subList(0, 2);
            case "last two digits, in order," -> digits.subList(count - 2, count);
            case "all digits in reverse order" -> reversed(digits);
            case "all digits from smallest to largest" -> ascending;
            case "all digits from largest to smallest" -> reversed(ascending);
            default -> throw new AssertionError("which digits are the " + phrase + "?");
        };
    }

    private List<Integer> those(IntPredicate wanted) {
        return digits.stream().filter(wanted::test).toList();
    }

    private static List<Integer> reversed(List<Integer> digits) {
        List<Integer> reversed = new ArrayList<>(digits);
        Collections.reverse(reversed);
        return reversed;
    }

    private static long sum(List<Integer> digits) {
        return digits.stream().mapToLong(digit -> digit).sum();
    }
}
