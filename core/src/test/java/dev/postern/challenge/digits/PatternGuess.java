package dev.postern.challenge.digits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers what was right most often of the sentences that begin with the same words. */
final class PatternGuess implements Attacker {
    private final int words;
    private final ConstantGuess otherwise = new ConstantGuess();
    private final Map<String, Long> guesses = new HashMap<>();

    PatternGuess(int words) {
        this.words = words;
    }

    @Override
    public String name() {
        return "best guess for the first " + words + " words";
    }

    @Override
    public void learn(List<Seen> challenges) {
        otherwise.learn(challenges);
        challenges.stream()
                .collect(Collectors.groupingBy(seen -> pattern(seen.instruction())))
                .forEach((pattern, alike) -> guesses.put(pattern, ConstantGuess.mostFrequent(alike)));
    }

    private String pattern(String instruction) {
        return List.of(instruction.split(" ", -1)).stream().limit(words).collect(Collectors.joining(" "));
    }

    @Override
    public long answer(int[] digits, String instruction) {
        Long guess = guesses.get(pattern(instruction));
        return guess == null ? otherwise.answer(digits, instruction) : guess;
    }
}
