package dev.postern.challenge;

import dev.postern.Difficulty;
import dev.postern.challenge.digits.Digits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Another family, with a memory of every answer: what a reader who is always right would say. */
public final class KnownAnswers implements ChallengeFamily {
    private final ChallengeFamily family;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /** Of the digits; it remembers nothing yet. */
    public KnownAnswers() {
        this(Digits.family());
    }

    /** Of a family that asks questions; it remembers nothing yet. */
    public KnownAnswers(ChallengeFamily family) {
        this.family = family;
    }

    /** The answer to a challenge that was shown: its text, or its image as it stands in the contract. */
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
        return family.name();
    }

    @Override
    public int code() {
        return family.code();
    }

    @Override
    public List<String> operations() {
        return family.operations();
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return family.supports(difficulty, locale);
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        return known(family.compose(difficulty, locale, random));
    }

    @Override
    public boolean supportsRounds() {
        return family.supportsRounds();
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, Round round, RandomGenerator random) {
        return known(family.compose(difficulty, locale, round, random));
    }

    private Puzzle known(Puzzle puzzle) {
        answers.put(shown(puzzle.prompt()), puzzle.answer());
        return puzzle;
    }

    private static String shown(Prompt prompt) {
        if (prompt instanceof ImagePrompt image) {
            return image.image() + "\n" + image.instruction();
        }
        TextPrompt text = (TextPrompt) prompt;
        return text.text() + "\n" + text.instruction();
    }
}
