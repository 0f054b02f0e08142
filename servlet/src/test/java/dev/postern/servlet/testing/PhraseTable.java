package dev.postern.servlet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Reads easy challenges as a script would, by a table of their instructions. */
public final class PhraseTable {
    private static final Map<String, ToIntFunction<List<Integer>>> TABLE = Map.ofEntries(
            Map.entry("Sum all digits", PhraseTable::sum),
            Map.entry("Sum all digits except the largest", d -> sum(d) - Collections.max(d)),
            Map.entry("Sum all digits except the smallest", d -> sum(d) - Collections.min(d)),
            Map.entry("Sum all digits except the first one", d -> sum(d) - d.get(0)),
            Map.entry("Sum all digits except the last one", d -> sum(d) - last(d)),
            Map.entry(
                    "Sum the even digits",
                    d -> d.stream().mapToInt(i -> i % 2 == 0 ? i : 0).sum()),
            Map.entry(
                    "Sum the odd digits",
                    d -> d.stream().mapToInt(i -> i % 2 == 0 ? 0 : i).sum()),
            Map.entry("Sum the first digit and the last digit", d -> d.get(0) + last(d)),
            Map.entry("Sum the two largest digits", d -> sum(largest(d).subList(0, 2))),
            Map.entry("Sum the two smallest digits", d -> sum(smallest(d).subList(0, 2))),
            Map.entry(
                    "Square each digit and sum the squares",
                    d -> d.stream().mapToInt(i -> i * i).sum()),
            Map.entry("Sum all digits, then double the sum", d -> 2 * sum(d)),
            Map.entry("Multiply the first digit by the last digit", d -> d.get(0) * last(d)),
            Map.entry("Multiply the largest digit by the smallest digit", d -> Collections.max(d) * Collections.min(d)),
            Map.entry(
                    "Multiply the two largest digits",
                    d -> largest(d).get(0) * largest(d).get(1)),
            Map.entry(
                    "Subtract the smallest digit from the largest digit", d -> Collections.max(d) - Collections.min(d)),
            Map.entry("Write the first two digits, in order, as one number", d -> number(d.subList(0, 2))),
            Map.entry(
                    "Write the last two digits, in order, as one number",
                    d -> number(d.subList(d.size() - 2, d.size()))),
            Map.entry("Write all digits in reverse order as one number", d -> number(reversed(d))),
            Map.entry("Write all digits from smallest to largest as one number", d -> number(smallest(d))),
            Map.entry("Write all digits from largest to smallest as one number", d -> number(largest(d))));

    private PhraseTable() {}

    /** The answer to a challenge with digits, as a reply has it. */
    public static int answer(JsonNode challenge) {
        List<Integer> digits = new ArrayList<>();
        challenge.get("digits").forEach(digit -> digits.add(digit.intValue()));
        return answer(challenge.get("instruction").textValue(), digits);
    }

    /** The answer to this instruction. */
    public static int answer(String instruction, List<Integer> digits) {
        ToIntFunction<List<Integer>> meaning = TABLE.get(instruction);
        if (meaning != null) {
            return meaning.applyAsInt(digits);
        }
        int value = Integer.parseInt(instruction.replaceAll(".* ", ""));
        if (instruction.contains("except")) {
            return sum(digits) - value;
        }
        boolean greater = instruction.contains("greater");
        if (!greater && !instruction.contains("less")) {
            throw new AssertionError("no such instruction: " + instruction);
        }
        return digits.stream()
                .mapToInt(digit -> greater == digit > value && digit != value ? digit : 0)
                .sum();
    }

    private static int sum(List<Integer> digits) {
        return digits.stream().mapToInt(Integer::intValue).sum();
    }

    private static int last(List<Integer> digits) {
        return digits.get(digits.size() - 1);
    }

    private static List<Integer> smallest(List<Integer> digits) {
        return digits.stream().sorted().toList();
    }

    private static List<Integer> largest(List<Integer> digits) {
        return reversed(smallest(digits));
    }

    private static List<Integer> reversed(List<Integer> digits) {
        List<Integer> reversed = new ArrayList<>(digits);
        Collections.reverse(reversed);
        return reversed;
    }

    private static int number(List<Integer> digits) {
        return Integer.parseInt(digits.stream().map(String::valueOf).collect(Collectors.joining()));
    }
}
