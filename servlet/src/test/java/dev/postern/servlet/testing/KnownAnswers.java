package dev.postern.servlet.testing;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Digits;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The digits, with a memory of every answer: what a reader who is always right would say. */
public final class KnownAnswers implements ChallengeFamily {
    private final Digits digits = Digits.family();
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /** Remembers nothing yet. */
    public KnownAnswers() {}

    /** The answer to a challenge that was shown. */
    public String answer(String text, String instruction) {
        String answer = answers.get(text + "\n" + instruction);
        if (answer == null) {
            throw new AssertionError("no such challenge was composed: " + text + ": " + instruction);
        }
        return answer;
    }

    /** Every answer so far. */
    public List<String> all() {
        return List.copyOf(answers.values());
    }

    @Override
    public String name() {
        return digits.name();
    }

    @Override
    public int code() {
        return digits.code();
    }

    @Override
    public List<String> operations() {
        return digits.operations();
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return digits.supports(difficulty, locale);
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        Puzzle puzzle = digits.compose(difficulty, locale, random);
        TextPrompt prompt = (TextPrompt) puzzle.prompt();
        answers.put(prompt.text() + "\n" + prompt.instruction(), puzzle.answer());
        return puzzle;
    }
}
