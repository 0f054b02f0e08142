package dev.postern.solver;

import dev.postern.Difficulty;
import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.image.Transcription;
import dev.postern.testing.Captcha;
import dev.postern.testing.PeerCaptcha;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What the engine is to read. */
enum Drawn {
    PRINT("plain print, to see that the engine reads", Alphabet.POSTERN),
    POSTERN_EASY("Postern `image`, `easy`", Alphabet.POSTERN),
    POSTERN_MEDIUM("Postern `image`, `medium`", Alphabet.POSTERN),
    POSTERN_HARD("Postern `image`, `hard`", Alphabet.POSTERN),
    NANO_CAPTCHA("NanoCaptcha", Alphabet.NANO_CAPTCHA),
    NANO_CAPTCHA_PLAIN("NanoCaptcha, characters alone", Alphabet.NANO_CAPTCHA),
    KAPTCHA("Kaptcha", "2345678abcdefgmnpwxy"),
    EASY_CAPTCHA("EasyCaptcha", "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz");

    private final String title;
    private final String alphabet;

    Drawn(String title, String alphabet) {
        this.title = title;
        this.alphabet = alphabet;
    }

    String title() {
        return title;
    }

    /** The characters that there are, which whoever reads them knows. */
    String alphabet() {
        return alphabet;
    }

    /** The next one; other libraries have random numbers of their own. */
    Captcha next(RandomGenerator random) {
        return switch (this) {
            case PRINT -> print(random);
            case POSTERN_EASY -> postern(Difficulty.EASY, random);
            case POSTERN_MEDIUM -> postern(Difficulty.MEDIUM, random);
            case POSTERN_HARD -> postern(Difficulty.HARD, random);
            case NANO_CAPTCHA -> PeerCaptcha.nanoCaptcha();
            case NANO_CAPTCHA_PLAIN -> PeerCaptcha.plainNanoCaptcha();
            case KAPTCHA -> PeerCaptcha.kaptcha();
            case EASY_CAPTCHA -> PeerCaptcha.easyCaptcha();
        };
    }

    private static Captcha postern(Difficulty difficulty, RandomGenerator random) {
        Puzzle puzzle = Transcription.onLight().compose(difficulty, Locale.ENGLISH, random);
        String uri = ((ImagePrompt) puzzle.prompt()).image();
        return new Captcha(puzzle.answer(), Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1)));
    }

    /** The texts of Postern's medium images. */
    private static Captcha print(RandomGenerator random) {
        String text = Transcription.onLight()
                .compose(Difficulty.MEDIUM, Locale.ENGLISH, random)
                .answer();
        Font font = new Font(Font.MONOSPACED, Font.PLAIN, random.nextInt(24, 32));
        BufferedImage image = Images.printed(text, font, BufferedImage.TYPE_BYTE_GRAY);
        return new Captcha(text, Images.encoded(image, "png"));
    }

    private static final class Alphabet {
        static final String POSTERN = "34679ACDEFHJKMNPRTUWXY";
        static final String NANO_CAPTCHA = "2345678abcdefghkmnprwxy";
    }
}
