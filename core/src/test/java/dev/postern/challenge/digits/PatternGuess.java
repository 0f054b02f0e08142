package dev.postern.challenge.digits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers what was right most often of the sentences that begin alike: in as many letters as some were seen to. */
final class PatternGuess implements Attacker {
    private static final int[] LETTERS = {100, 60, 40, 25, 15, 8};
    private static final int FEWEST = 5;

    private final ConstantGuess otherwise = new ConstantGuess();
    private final Map<String, Long> guesses = new HashMap<>();

    @Override
    public String name() {
        return "best guess for how the sentence begins";
    }

    @Override
    public void learn(List<Seen> challenges) {
        otherwise.learn(challenges);
        for (int letters : LETTERS) {
            challenges.stream()
                    .collect(Collectors.groupingBy(seen -> beginning(seen.instruction(), letters)))
                    .forEach((beginning, alike) -> {
                        if (alike.size() >= FEWEST) {
                            guesses.put(beginning, ConstantGuess.mostFrequent(alike));
                        }
                    });
        }
    }

    private static String beginning(String instruction, int letters) {
        String all = Phrase.letters(instruction);
        return all.substring(0, Math.min(letters, all.length()));
    }

    @Override
    public long answer(int[] digits, String instruction) {
        for (int letters : LETTERS) {
            Long guess = guesses.get(beginning(instruction, letters));
            if (guess != null) {
                return guess;
            }
        }
        return otherwise.answer(digits, instruction);
    }
}
