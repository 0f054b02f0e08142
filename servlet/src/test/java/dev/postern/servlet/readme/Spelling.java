package dev.postern.servlet.readme;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The family that core's guide shows. */
final class Spelling implements ChallengeFamily {
    private static final List<String> WORDS = List.of("postern", "drawbridge", "portcullis");

    @Override
    public String name() {
        return "spelling";
    }

    @Override
    public int code() {
        return 8; // 8 to 15 are yours; the same on all nodes
    }

    @Override
    public List<String> operations() {
        return List.of("SPELL_BACKWARDS");
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return difficulty == Difficulty.EASY && locale.getLanguage().equals("en");
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        String answer = new StringBuilder(word).reverse().toString();
        return new Puzzle(new TextPrompt(word, List.of(), "Write the word backwards"), answer, 0);
    }
}
