package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.AnswerRequest;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Difficulty;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.challenge.Answer;
import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.KnownAnswers;
import dev.postern.challenge.Puzzle;
import dev.postern.testing.ChiSquared;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptionTest {
    private final Transcription family = Transcription.onLight();
    private final SplittableRandom random = new SplittableRandom(11);

    @ParameterizedTest
    @CsvSource({"EASY, 5", "MEDIUM, 6", "HARD, 7"})
    void answer_hasSoManyCharactersOfTheAlphabet_andIsCanonicalButForItsCase(Difficulty difficulty, int length) {
        for (int i = 0; i < 500; i++) {
            String answer = compose(difficulty).answer();
            assertEquals(length, answer.length());
            assertTrue(answer.chars().allMatch(c -> Transcription.ALPHABET.indexOf(c) >= 0), answer);
            assertEquals(Optional.of(answer.toLowerCase(Locale.ROOT)), Answer.canonical(answer));
        }
    }

    @Test
    void eachCharacter_isEquallyLikely() {
        long[] counts = new long[Transcription.ALPHABET.length()];
        for (int i = 0; i < 4000; i++) {
            compose(Difficulty.EASY).answer().chars().forEach(c -> counts[Transcription.ALPHABET.indexOf(c)]++);
        }
        assertTrue(ChiSquared.uniform(counts) > 0.001);
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void image_isAPngOf200By64_inFewerThanTenThousandBytes(Difficulty difficulty) {
        for (int i = 0; i < 300; i++) {
            DrawnImage image = DrawnImage.of(compose(difficulty));
            assertEquals(200, image.pixels().getWidth());
            assertEquals(64, image.pixels().getHeight());
            assertTrue(image.bytes() < 10_000, () -> image.bytes() + " bytes");
        }
    }

    @Test
    void paper_isLight_orDark_asTheSiteWants() {
        for (int i = 0; i < 100; i++) {
            double light = DrawnImage.of(compose(Difficulty.EASY)).meanShade();
            double dark = DrawnImage.of(Transcription.onDark().compose(Difficulty.EASY, Locale.ENGLISH, random))
                    .meanShade();
            assertTrue(light > 8, () -> light + " of 15");
            assertTrue(dark < 7, () -> dark + " of 15");
        }
    }

    /** Else an image that was labelled once would be worth something. */
    @Test
    void text_neverLooksTheSameTwice() {
        Set<String> drawn = new HashSet<>();
        Drawing drawing = new Drawing(200, 64, false);
        for (int i = 0; i < 1000; i++) {
            drawn.add(drawing.dataUri("K7MPX", Look.of(Difficulty.EASY), random));
        }
        assertEquals(1000, drawn.size());
    }

    @Test
    void manyThreads_getWholeImages() {
        IntStream.range(0, 2000).parallel().forEach(i -> {
            Puzzle puzzle = family.compose(Difficulty.HARD, Locale.ENGLISH, new SplittableRandom(i));
            DrawnImage alone = DrawnImage.of(family.compose(Difficulty.HARD, Locale.ENGLISH, new SplittableRandom(i)));
            assertEquals(alone.meanShade(), DrawnImage.of(puzzle).meanShade());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ar", "de", "en-GB", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt-BR", "ru", "tr", "zh-Hans"
            })
    void instruction_isInTheLanguageThatWasAskedFor(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        assertTrue(family.supports(Difficulty.EASY, locale));
        ImagePrompt prompt =
                (ImagePrompt) family.compose(Difficulty.EASY, locale, random).prompt();
        ImagePrompt english = (ImagePrompt) compose(Difficulty.EASY).prompt();
        assertEquals(tag.equals("en-GB"), prompt.instruction().equals(english.instruction()), prompt::instruction);
    }

    @Test
    void languageThatItDoesNotSpeak_isRefused() {
        Locale latin = Locale.forLanguageTag("la");
        assertFalse(family.supports(Difficulty.EASY, latin));
        assertThrows(IllegalArgumentException.class, () -> family.compose(Difficulty.EASY, latin, random));
    }

    @Test
    void promptInALog_showsNoImage() {
        assertFalse(compose(Difficulty.EASY).prompt().toString().contains("base64"));
    }

    @Test
    void texts_areHardlyEverDrawnTwice() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            texts.add(compose(Difficulty.EASY).answer());
        }
        assertTrue(texts.size() > 995, () -> texts.size() + " of 1000"); // of 22^5, 0.1 pairs are expected
    }

    @ParameterizedTest
    @CsvSource({"as drawn, true", "in small letters, true", "wrong, false"})
    void challenge_isPassedByItsText_inAnyCase_andByNoOther(String way, boolean passes) {
        KnownAnswers answers = new KnownAnswers(family);
        Postern postern = Postern.builder().build();
        Site site = Site.builder("shop").families(answers).build();
        Challenge challenge = postern.issue(ChallengeRequest.of(site));
        assertEquals("image", challenge.family());
        ImagePrompt prompt = (ImagePrompt) challenge.prompt();
        String text = answers.answer(prompt.image(), prompt.instruction());
        String given = switch (way) {
            case "as drawn" -> text;
            case "in small letters" -> " " + text.toLowerCase(Locale.ROOT);
            default -> text.substring(1) + (text.charAt(0) == 'A' ? 'C' : 'A');
        };
        boolean right = postern.verify(AnswerRequest.of(site, challenge.token().toString(), given))
                .success();
        assertEquals(passes, right);
    }

    private Puzzle compose(Difficulty difficulty) {
        return family.compose(difficulty, Locale.ENGLISH, random);
    }
}
