package dev.postern.servlet;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Prompt;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.Work;
import dev.postern.challenge.WorkPrompt;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Challenges of test keys, always the same. They look like those of a real family, so that whatever shows those shows these. */
final class TestFamily implements ChallengeFamily {
    static final String OPERATION = "TEST_KEY";
    static final String RIGHT = "0";
    static final String WRONG = "1";

    static final TestFamily QUESTION = new TestFamily(
            "digits", 0, new TextPrompt("TEST_0", List.of(0), "Answer anything: this is a challenge of a test key"));

    /** Whoever counts is done at once: the target is SHA-256 of 36 bytes of 0, of which the last four are the counter. */
    static final TestFamily WORK = new TestFamily(
            Work.NAME,
            1,
            new WorkPrompt("0".repeat(64), "6db65fd59fd356f6729140571b5bcd6bb3b83492a16e1bf0a3884442fc3c8a0e", 1));

    private final String name;
    private final int code;
    private final Prompt prompt;

    private TestFamily(String name, int code, Prompt prompt) {
        this.name = name;
        this.code = code;
        this.prompt = prompt;
    }

    @Override
    public String name() {
        return name;
    }

    /** There are no other families where these are. */
    @Override
    public int code() {
        return code;
    }

    @Override
    public List<String> operations() {
        return List.of(OPERATION);
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return true;
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        return new Puzzle(prompt, RIGHT, 0);
    }
}
