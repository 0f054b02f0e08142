package dev.postern;

import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A family whose answer and operation are what the test says, at every difficulty and in every language. */
record StubFamily(String name, int code, String answer, int operation, int size) implements ChallengeFamily {
    static final String ANSWER = "42";
    static final StubFamily FAMILY = new StubFamily("stub", 8, ANSWER, 0, 1);

    StubFamily answering(String answer) {
        return new StubFamily(name, code, answer, operation, size);
    }

    StubFamily asking(int operation, int size) {
        return new StubFamily(name, code, answer, operation, size);
    }

    @Override
    public List<String> operations() {
        return java.util.stream.IntStream.range(0, size)
                .mapToObj(i -> "OPERATION_" + i)
                .toList();
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return true;
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        String instruction = "Say it at " + difficulty + " in " + locale.toLanguageTag();
        return new Puzzle(new TextPrompt("A1B2C3", List.of(1, 2, 3), instruction), answer, operation);
    }
}
