package dev.postern.challenge.image;

import dev.postern.Difficulty;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.digits.Digits;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The {@code image-digits} family: challenges of {@link Digits} whose text is drawn, with one character of noise between two digits. What {@link Digits} says of its instructions holds
 * here too, and what {@link Transcription} says of images.
 */
public final class DrawnDigits implements ChallengeFamily {
    private static final DrawnDigits ON_LIGHT = new DrawnDigits(Digits.family(), false);
    private static final DrawnDigits ON_DARK = new DrawnDigits(Digits.family(), true);

    private final Digits digits;
    private final boolean dark;
    private final Drawing drawing;

    private DrawnDigits(Digits digits, boolean dark) {
        this.digits = digits;
        this.dark = dark;
        this.drawing = new Drawing(300, 64, dark);
    }

    /** Dark characters on light paper. */
    public static DrawnDigits onLight() {
        return ON_LIGHT;
    }

    /** Light characters on dark paper. A site offers this one or {@link #onLight}: they have one name. */
    public static DrawnDigits onDark() {
        return ON_DARK;
    }

    /** The same with the instructions of these digits. */
    public DrawnDigits with(Digits digits) {
        return new DrawnDigits(digits, dark);
    }

    @Override
    public String name() {
        return "image-digits";
    }

    @Override
    public int code() {
        return 3;
    }

    @Override
    public List<String> operations() {
        return digits.operations();
    }

    @Override
    public boolean supports(Difficulty difficulty, Locale locale) {
        return difficulty == Difficulty.EASY && digits.supports(difficulty, locale);
    }

    @Override
    public Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random) {
        if (!supports(difficulty, locale)) {
            throw new IllegalArgumentException("image-digits has no challenges at " + difficulty + " in " + locale);
        }
        Puzzle puzzle = digits.compose(difficulty, locale, random);
        TextPrompt prompt = (TextPrompt) puzzle.prompt();
        String image = drawing.dataUri(thinned(prompt.text()), Look.of(difficulty), random);
        return new Puzzle(new ImagePrompt(image, prompt.instruction()), puzzle.answer(), puzzle.operation());
    }

    /** The text with one character of noise wherever there are several. */
    private static String thinned(String text) {
        StringBuilder thinned = new StringBuilder(text.length());
        boolean afterNoise = false;
        for (int i = 0; i < text.length(); i++) {
            boolean noise = !Character.isDigit(text.charAt(i));
            if (!noise || !afterNoise) {
                thinned.append(text.charAt(i));
            }
            afterNoise = noise;
        }
        return thinned.toString();
    }
}
