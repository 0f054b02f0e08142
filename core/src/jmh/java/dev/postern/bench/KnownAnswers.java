package dev.postern.bench;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.digits.Digits;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** {@link Digits}, whose last answer is told. For one thread. */
final class KnownAnswers implements ChallengeFamily {
    private final ChallengeFamily digits = Digits.family();
    private String lastAnswer = "";

    String lastAnswer() {
        return lastAnswer;
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        Puzzle puzzle = digits.compose(difficulty, locale, random);
        lastAnswer = puzzle.answer();
        return puzzle;
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
}
