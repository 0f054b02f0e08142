package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.Difficulty;
import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.digits.Digits;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {
    private final DrawnDigits family = DrawnDigits.onLight();

    /** The text is drawn from the same chance. */
    @Test
    void challenge_asksWhatDigitsAsks_andShowsNoneOfItsTextButInTheImage() {
        for (int seed = 0; seed < 1000; seed++) {
            Puzzle drawn = family.compose(Difficulty.EASY, Locale.ENGLISH, new SplittableRandom(seed));
            Puzzle written = Digits.family().compose(Difficulty.EASY, Locale.ENGLISH, new SplittableRandom(seed));
            assertEquals(written.answer(), drawn.answer());
            assertEquals(written.operation(), drawn.operation());
            assertEquals(((TextPrompt) written.prompt()).instruction(), ((ImagePrompt) drawn.prompt()).instruction());
        }
        assertEquals(Digits.family().operations(), family.operations());
    }

    @Test
    void image_isAPngOf300By64_inFewerThanTenThousandBytes() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            DrawnImage image = DrawnImage.of(family.compose(Difficulty.EASY, Locale.ENGLISH, random));
            assertEquals(300, image.pixels().getWidth());
            assertEquals(64, image.pixels().getHeight());
            assertTrue(image.bytes() < 10_000, () -> image.bytes() + " bytes");
        }
    }

    @Test
    void whatDigitsDoesNotOffer_isRefused() {
        assertFalse(family.supports(Difficulty.EASY, Locale.JAPANESE));
        assertFalse(family.supports(Difficulty.HARD, Locale.ENGLISH));
        assertThrows(
                IllegalArgumentException.class,
                () -> family.compose(Difficulty.HARD, Locale.ENGLISH, new SplittableRandom(1)));
    }
}
