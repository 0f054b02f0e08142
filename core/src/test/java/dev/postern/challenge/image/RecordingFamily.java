package dev.postern.challenge.image;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Knows the last answer, as whoever looks at the image does. */
final class RecordingFamily implements ChallengeFamily {
    private final ChallengeFamily family;
    private String answer = "";

    RecordingFamily(ChallengeFamily family) {
        this.family = family;
    }

    String answer() {
        return answer;
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
        Puzzle puzzle = family.compose(difficulty, locale, random);
        answer = puzzle.answer();
        return puzzle;
    }
}
