package dev.postern.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmittedImageTest {
    private static final byte[] ARCHIVE = "PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 30);

    @ParameterizedTest
    @CsvSource({
        "png, 10, PNG",
        "png, 5, PNG",
        "png, 6, PNG",
        "png, 11, PNG",
        "png, 12, PNG",
        "png, 13, PNG",
        "jpg, 10, JPEG",
        "jpg, 5, JPEG",
        "gif, 10, GIF",
        "gif, 12, GIF",
        "gif, 13, GIF"
    })
    void imageOfTheDesksFormats_isTaken_withTheExtentThatOthersRead(String format, int type, ImageFormat expected) {
        BufferedImage drawn = Images.printed("Kayak 42", FONT, type);
        SubmittedImage image = SubmittedImage.of(Images.encoded(drawn, format)).orElseThrow();
        assertEquals(expected, image.format());
        assertEquals(drawn.getWidth(), image.width());
        assertEquals(drawn.getHeight(), image.height());
    }

    /** Made with cwebp, gif2webp and ImageMagick. */
    @ParameterizedTest
    @CsvSource({
        "lossy.webp, WEBP", "lossless.webp, WEBP", "alpha.webp, WEBP",
        "progressive.jpg, JPEG", "interlaced.png, PNG", "two-frames.gif, GIF"
    })
    void fileOfAnotherProgram_isTaken(String name, ImageFormat format) {
        SubmittedImage image = SubmittedImage.of(Images.file(name)).orElseThrow();
        assertEquals(format, image.format());
        assertEquals(160, image.width());
        assertEquals(48, image.height());
    }

    @Test
    void png_keepsItsPixels_andLosesWhatTheyDoNotNeed() throws IOException {
        byte[] plain = Images.encoded(Images.printed("Kayak 42", FONT, BufferedImage.TYPE_BYTE_INDEXED), "png");
        byte[] profile = Images.chunk("iCCP", new byte[100_000]);
        byte[] described =
                Images.joined(Arrays.copyOf(plain, 33), profile, Arrays.copyOfRange(plain, 33, plain.length));
        SubmittedImage image = SubmittedImage.of(described).orElseThrow();
        assertTrue(image.bytes().length <= plain.length);
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(plain));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(image.bytes()));
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                assertEquals(expected.getRGB(x, y), read.getRGB(x, y));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void imageThatBreaksOff_isNone_whereverItDoes(String format) {
        byte[] whole = Images.encoded(Images.printed("Kayak", FONT, BufferedImage.TYPE_BYTE_GRAY), format);
        for (int length = 0; length < whole.length; length++) {
            assertEquals(Optional.empty(), SubmittedImage.of(Arrays.copyOf(whole, length)), "at " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.postern.solver.Images#files")
    void fileThatBreaksOff_orIsFollowedByAnother_isNone(String name) {
        byte[] whole = Images.file(name);
        for (int length = 0; length < whole.length; length++) {
            assertEquals(Optional.empty(), SubmittedImage.of(Arrays.copyOf(whole, length)), "at " + length);
        }
        assertEquals(Optional.empty(), SubmittedImage.of(Images.joined(whole, ARCHIVE)));
        assertEquals(
                Optional.empty(),
                SubmittedImage.of(Images.joined(whole, "<script>".getBytes(StandardCharsets.US_ASCII))));
        assertEquals(Optional.empty(), SubmittedImage.of(Images.joined(ARCHIVE, whole)));
    }

    @ParameterizedTest
    @CsvSource({
        "65535, 65535",
        "2147483647, 2147483647",
        "-1, -1",
        "0, 10",
        "10, 0",
        "2000001, 1",
        "1, 2000001",
        "1415, 1414"
    })
    void pngWithoutPixels_orWithTooMany_isNone_byItsHeader(int width, int height) {
        assertEquals(Optional.empty(), SubmittedImage.of(Images.png(width, height, 8, 0, 1000)));
    }

    @Test
    void twoMegapixels_areTaken() {
        assertTrue(SubmittedImage.of(Images.png(2000, 1000, 8, 0, 1000L * 2001)).isPresent());
        assertTrue(
                SubmittedImage.of(Images.png(2000, 1000, 16, 6, 1000L * 16001)).isPresent());
    }

    /** A megabyte of it packs a gigabyte; half of that has to do here, for the desk takes no more bytes. */
    @Test
    void pngThatUnfoldsToMoreThanItsPixels_isNone_andCostsNeitherTimeNorMemory() {
        byte[] bomb = Images.png(100, 100, 8, 0, 480L << 20);
        assertTrue(bomb.length < SubmittedImage.MAX_BYTES, bomb.length + " bytes");
        SubmittedImage.of(bomb);
        long before = allocated();
        assertEquals(Optional.empty(), SubmittedImage.of(bomb));
        long bytes = allocated() - before;
        assertTrue(bytes < 5L * SubmittedImage.MAX_BYTES, bytes + " bytes allocated");
        assertEquals(Optional.empty(), SubmittedImage.of(Images.png(100, 100, 8, 0, 100L * 101 + 1)));
        assertEquals(Optional.empty(), SubmittedImage.of(Images.png(100, 100, 8, 0, 100L * 101 - 1)));
        assertTrue(SubmittedImage.of(Images.png(100, 100, 8, 0, 100L * 101)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "8, 1", "8, 5", "8, 7", "4, 2", "16, 3", "32, 0", "0, 0", "1, 6", "-8, 0"})
    void pngOfPixelsThatThereAreNot_isNone(int depth, int colour) {
        assertEquals(Optional.empty(), SubmittedImage.of(Images.png(10, 10, depth, colour, 110)));
    }

    @Test
    void jpegOfTooManyPixels_isNone_byItsHeader() {
        byte[] jpeg = Images.encoded(Images.printed("Kayak", FONT, BufferedImage.TYPE_BYTE_GRAY), "jpg");
        int header = lastIndexOf(jpeg, 0xC0);
        Arrays.fill(jpeg, header + 5, header + 9, (byte) 0xFF);
        assertEquals(Optional.empty(), SubmittedImage.of(jpeg));
    }

    /** Each scan goes over the whole image. */
    @Test
    void jpegWithTooManyScans_isNone() {
        byte[] jpeg = Images.file("progressive.jpg");
        int scan = lastIndexOf(jpeg, 0xDA);
        byte[] last = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
        byte[] many = Arrays.copyOf(jpeg, scan);
        for (int i = 0; i < 70; i++) {
            many = Images.joined(many, last);
        }
        assertEquals(Optional.empty(), SubmittedImage.of(Images.joined(many, new byte[] {(byte) 0xFF, (byte) 0xD9})));
    }

    @Test
    void gifWhoseFramesHaveTooManyPixelsTogether_isNone() {
        byte[] gif = Images.encoded(new BufferedImage(1000, 900, BufferedImage.TYPE_BYTE_BINARY), "gif");
        assertTrue(SubmittedImage.of(gif).isPresent());
        int frame = lastIndexOfFrame(gif);
        byte[] body = Arrays.copyOfRange(gif, frame, gif.length - 1);
        byte[] two = Images.joined(Arrays.copyOf(gif, gif.length - 1), body, new byte[] {0x3B});
        assertTrue(SubmittedImage.of(two).isPresent());
        byte[] three = Images.joined(Arrays.copyOf(two, two.length - 1), body, new byte[] {0x3B});
        assertEquals(Optional.empty(), SubmittedImage.of(three));
    }

    @Test
    void animatedWebp_isNone() {
        assertEquals(Optional.empty(), SubmittedImage.of(Images.file("anim.webp")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BM",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "%PDF-1.7",
                "II*\u0000",
                "text",
                "\u0089PNG\r\n\u001a\n",
                "GIF89a",
                "RIFF\u0004\u0000\u0000\u0000WEBP"
            })
    void whatIsNoImage_isNone(String content) {
        assertEquals(Optional.empty(), SubmittedImage.of(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void moreThanHalfAMebibyte_isNone() {
        byte[] plain = Images.encoded(Images.printed("Kayak", FONT, BufferedImage.TYPE_BYTE_GRAY), "png");
        int room = SubmittedImage.MAX_BYTES - plain.length - 12;
        byte[] most = Images.joined(
                Arrays.copyOf(plain, 33),
                Images.chunk("teXt", new byte[room]),
                Arrays.copyOfRange(plain, 33, plain.length));
        assertTrue(SubmittedImage.of(most).isPresent());
        byte[] more = Images.joined(
                Arrays.copyOf(plain, 33),
                Images.chunk("teXt", new byte[room + 1]),
                Arrays.copyOfRange(plain, 33, plain.length));
        assertEquals(Optional.empty(), SubmittedImage.of(more));
    }

    @ParameterizedTest
    @MethodSource("dev.postern.solver.Images#files")
    void brokenImages_areLookedAtWithoutHarm(String name) {
        byte[] whole = Images.file(name);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = whole.clone();
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            SubmittedImage.of(broken)
                    .ifPresent(image -> assertTrue(image.width() * (long) image.height() <= SubmittedImage.MAX_PIXELS));
        }
    }

    @Test
    void bytes_areCopies_andInALogThereAreNone() {
        byte[] bytes = Images.file("lossy.webp");
        SubmittedImage image = SubmittedImage.of(bytes).orElseThrow();
        byte[] before = image.bytes();
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(image.bytes(), (byte) 0);
        assertArrayEquals(before, image.bytes());
        assertEquals("SubmittedImage[WEBP, 160 by 48]", image.toString());
        assertFalse(Arrays.equals(bytes, before));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static int lastIndexOf(byte[] jpeg, int marker) {
        for (int i = jpeg.length - 2; i >= 0; i--) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
                return i;
            }
        }
        throw new AssertionError("no such marker");
    }

    /** A frame of the whole screen begins with its separator and four zeros. */
    private static int lastIndexOfFrame(byte[] gif) {
        for (int i = gif.length - 6; i >= 0; i--) {
            if (gif[i] == 0x2C && gif[i + 1] == 0 && gif[i + 2] == 0 && gif[i + 3] == 0 && gif[i + 4] == 0) {
                return i;
            }
        }
        throw new AssertionError("no frame");
    }
}
