package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Share;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine reads, for real. */
@Tag("external")
class TesseractTest {
    private static final String DIGITS = "0123456789";
    private static final String CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final List<String> WORDS = List.of(
            "apple",
            "bridge",
            "Copper",
            "dragon",
            "Eleven",
            "forest",
            "Garden",
            "harbour",
            "Island",
            "journey",
            "kitchen",
            "Lantern",
            "mountain",
            "Number",
            "orange",
            "Pencil",
            "quarter",
            "River",
            "silver",
            "Thunder",
            "umbrella",
            "Village",
            "window",
            "Yellow",
            "zebra",
            "Market",
            "picture",
            "Station",
            "triangle",
            "Whistle");
    private static final List<String> FONTS = List.of(Font.SANS_SERIF, Font.SERIF, Font.MONOSPACED);
    private static final List<String> FORMATS = List.of("png", "jpg", "gif");

    private final Tesseract engine = OcrEngine.installed();

    /** Words without a hint, numbers that are said to be digits alone, and codes that are said to be letters alone. */
    @Test
    void cleanPrint_isReadRight_inNineteenOfTwentyImages() {
        SplittableRandom random = new SplittableRandom(20);
        List<String> texts = new ArrayList<>();
        List<ImageTask> tasks = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String text = switch (i % 3) {
                case 0 -> WORDS.get(random.nextInt(WORDS.size()));
                case 1 -> any(DIGITS, random);
                default -> any(CAPITALS, random);
            };
            Font font = new Font(FONTS.get(i / 3 % 3), i % 5 == 0 ? Font.BOLD : Font.PLAIN, random.nextInt(24, 40));
            BufferedImage image = Images.printed(text, font, BufferedImage.TYPE_BYTE_GRAY);
            SubmittedImage submitted = SubmittedImage.of(Images.encoded(image, FORMATS.get(i / 9 % 3)))
                    .orElseThrow();
            texts.add(text);
            tasks.add(Tasks.of(submitted, List.of(Characters.values()).get(i % 3)));
        }
        List<String> read = tasks.parallelStream().map(this::read).toList();
        int right = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).equals(read.get(i))) {
                right++;
            } else {
                wrong.add(texts.get(i) + " as " + read.get(i));
            }
        }
        Share share = new Share(right, texts.size());
        System.out.println("Clean print read right: " + share);
        assertTrue(share.estimate() >= 0.95, share + ": " + wrong);
    }

    @ParameterizedTest
    @MethodSource("dev.postern.solver.Images#files")
    void eachFormat_isRead(String name) {
        assertEquals(
                "Kayak42", read(Tasks.plain(SubmittedImage.of(Images.file(name)).orElseThrow())));
    }

    @Test
    void digitsAlone_orLettersAlone_areRead_ifThatIsWhatThereIs() {
        SubmittedImage image = Images.submitted("S0S 50 lO", 32);
        assertTrue(read(Tasks.of(image, Characters.DIGITS)).matches("[0-9]+"));
        assertTrue(read(Tasks.of(image, Characters.LETTERS)).matches("[A-Za-z]+"));
    }

    @Test
    void whiteSpace_isKeptOfAPhraseAlone() {
        SubmittedImage image = Images.submitted("seven green apples", 30);
        assertEquals("seven green apples", read(Tasks.phrase(image)));
        assertEquals("sevengreenapples", read(Tasks.plain(image)));
    }

    @Test
    void sum_isWorkedOut() {
        assertEquals("36", read(Tasks.math(Images.submitted("12 x 3 = ?", 32))));
        assertEquals("35", read(Tasks.math(Images.submitted("47 - 12 =", 32))));
        assertThrows(UnsolvableException.class, () -> engine.solve(Tasks.math(Images.submitted("Kayak", 32))));
    }

    @Test
    void textOfAnotherLength_isNoAnswer() {
        SubmittedImage image = Images.submitted("Kayak42", 32);
        assertEquals("Kayak42", read(Tasks.ofLength(image, 7, 7)));
        assertThrows(UnsolvableException.class, () -> engine.solve(Tasks.ofLength(image, 12, 0)));
        assertThrows(UnsolvableException.class, () -> engine.solve(Tasks.ofLength(image, 0, 3)));
    }

    @Test
    void blankImage_isUnsolvable() {
        SubmittedImage blank = Images.submitted("      ", 32);
        assertThrows(UnsolvableException.class, () -> engine.solve(Tasks.plain(blank)));
    }

    /** Of one colour, noise, dots, lines and circles: the engine itself reads something in 20 of them. */
    @Test
    void imagesWithoutText_areUnsolvable_inFourOfFive() {
        List<String> read = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> read(Tasks.plain(withoutText(i))))
                .filter(text -> !text.startsWith("nothing: "))
                .toList();
        System.out.println("Read in 50 images without text: " + read);
        assertTrue(read.size() <= 10, read::toString);
    }

    private static SubmittedImage withoutText(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = random.nextInt(100, 300);
        int height = random.nextInt(40, 90);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(seed % 5 == 0 ? new Color(random.nextInt(1 << 24)) : Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        int things = List.of(0, width * height, width * height / 30, 6, 8).get(seed % 5);
        for (int i = 0; i < things; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int size = random.nextInt(4, 34);
            graphics.setColor(new Color(random.nextInt(0x808080)));
            switch (seed % 5) {
                case 1 -> image.setRGB(x, y, random.nextInt(256) * 0x10101);
                case 2 -> image.setRGB(x, y, 0);
                case 3 -> graphics.drawLine(x, y, random.nextInt(width), random.nextInt(height));
                default -> graphics.drawOval(x, y, size, size);
            }
        }
        graphics.dispose();
        return SubmittedImage.of(Images.encoded(image, "png")).orElseThrow();
    }

    /** Structure alone can't tell that the packed pixels are none. */
    @Test
    void imageThatTheEngineCanNotDecode_isUnsolvable() {
        byte[] broken = Images.file("lossless.webp");
        Arrays.fill(broken, 30, broken.length, (byte) 0xA5);
        SubmittedImage image = SubmittedImage.of(broken).orElseThrow();
        assertThrows(UnsolvableException.class, () -> engine.solve(Tasks.plain(image)));
    }

    private static String any(String alphabet, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4, 9); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private String read(ImageTask task) {
        try {
            return engine.solve(task);
        } catch (UnsolvableException e) {
            return "nothing: " + e.getMessage();
        } catch (SolverUnavailableException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
