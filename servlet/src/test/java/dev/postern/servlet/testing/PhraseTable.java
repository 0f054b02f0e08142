package dev.postern.servlet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers easy challenges as a script does that was written for their instructions. */
public final class PhraseTable {
    private PhraseTable() {}

    /** The answer to a challenge, as a reply has it. */
    public static int answer(JsonNode challenge) {
        return answer(
                challenge.get("text").textValue(), challenge.get("instruction").textValue());
    }

    /** The answer to this instruction over the digits of this text. */
    public static int answer(String text, String instruction) {
        int[] digits = text.chars()
                .filter(character -> character >= '0' && character <= '9')
                .map(character -> character - '0')
                .toArray();
        int[] sorted = Arrays.stream(digits).sorted().toArray();
        int last = digits.length - 1;
        int named = instruction.charAt(instruction.length() - 1) - '0';
        return switch (instruction.replaceFirst("\\d$", "…")) {
            case "Sum all digits" -> sum(digits, digit -> true);
            case "Sum all digits except the largest" -> sum(digits, digit -> digit != sorted[last]);
            case "Sum all digits except the smallest" -> sum(digits, digit -> digit != sorted[0]);
            case "Sum all digits except the …" -> sum(digits, digit -> digit != named);
            case "Sum all digits except the first one" -> sum(digits, digit -> digit != digits[0]);
            case "Sum all digits except the last one" -> sum(digits, digit -> digit != digits[last]);
            case "Sum the even digits" -> sum(digits, digit -> digit % 2 == 0);
            case "Sum the odd digits" -> sum(digits, digit -> digit % 2 == 1);
            case "Sum the digits that are greater than …" -> sum(digits, digit -> digit > named);
            case "Sum the digits that are less than …" -> sum(digits, digit -> digit < named);
            case "Sum the first digit and the last digit" -> digits[0] + digits[last];
            case "Sum the two largest digits" -> sorted[last] + sorted[last - 1];
            case "Sum the two smallest digits" -> sorted[0] + sorted[1];
            case "Square each digit and sum the squares" ->
                Arrays.stream(digits).map(digit -> digit * digit).sum();
            case "Sum all digits, then double the sum" -> 2 * sum(digits, digit -> true);
            case "Multiply the first digit by the last digit" -> digits[0] * digits[last];
            case "Multiply the largest digit by the smallest digit" -> sorted[last] * sorted[0];
            case "Multiply the two largest digits" -> sorted[last] * sorted[last - 1];
            case "Subtract the smallest digit from the largest digit" -> sorted[last] - sorted[0];
            case "Write the first two digits, in order, as one number" -> 10 * digits[0] + digits[1];
            case "Write the last two digits, in order, as one number" -> 10 * digits[last - 1] + digits[last];
            case "Write all digits in reverse order as one number" -> number(backward(digits));
            case "Write all digits from smallest to largest as one number" -> number(sorted);
            case "Write all digits from largest to smallest as one number" -> number(backward(sorted));
            default -> throw new AssertionError("nobody can read: " + instruction);
        };
    }

    private static int sum(int[] digits, IntPredicate taken) {
        return Arrays.stream(digits).filter(taken).sum();
    }

    private static int[] backward(int[] digits) {
        return IntStream.range(0, digits.length)
                .map(i -> digits[digits.length - 1 - i])
                .toArray();
    }

    private static int number(int[] digits) {
        return Integer.parseInt(
                Arrays.stream(digits).mapToObj(Integer::toString).collect(Collectors.joining()));
    }
}
