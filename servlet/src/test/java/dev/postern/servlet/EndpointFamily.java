package dev.postern.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.Round;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.digits.Digits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The digits family, which tells the tests its answers and fails when it is told to. */
final class EndpointFamily implements ChallengeFamily {
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException failure;

    @Override
    public String name() {
        return Digits.family().name();
    }

    @Override
    public int code() {
        return Digits.family().code();
    }

    @Override
    public List<String> operations() {
        return Digits.family().operations();
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return Digits.family().supports(difficulty, locale);
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return known(Digits.family().compose(difficulty, locale, random));
    }

    @Override
    public boolean supportsRounds() {
        return true;
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, Round round, RandomGenerator random) {
        return known(Digits.family().compose(difficulty, locale, round, random));
    }

    private Puzzle known(Puzzle puzzle) {
        TextPrompt prompt = (TextPrompt) puzzle.prompt();
        answers.put(prompt.text() + prompt.instruction(), puzzle.answer());
        return puzzle;
    }

    /** The right answer to what a reply has as {@code challenge}. */
    String answerTo(JsonNode challenge) {
        return Objects.requireNonNull(
                answers.get(challenge.get("text").asText()
                        + challenge.get("instruction").asText()),
                "this challenge was not composed here");
    }

    /** How many challenges were composed, all of them different. */
    int composed() {
        return answers.size();
    }

    void failWith(RuntimeException thrown) {
        failure = thrown;
    }
}
