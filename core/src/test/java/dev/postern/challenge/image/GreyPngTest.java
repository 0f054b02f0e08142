package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreyPngTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "7, 5", "200, 64", "301, 2"})
    void anotherReader_findsTheShadesThatWereWritten_imageAfterImage(int width, int height) throws IOException {
        GreyPng png = new GreyPng(width, height);
        for (int image = 0; image < 5; image++) {
            byte[][] shades = new byte[height][width];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    shades[y][x] = (byte) random.nextInt(GreyPng.WHITE + 1);
                }
                png.row(y, shades[y]);
            }
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.write()));
            assertEquals(width, read.getWidth());
            assertEquals(height, read.getHeight());
            for (int y = 0; y < height; y++) {
                byte[] row = new byte[width];
                for (int x = 0; x < width; x++) {
                    row[x] = (byte) read.getRaster().getSample(x, y, 0);
                }
                assertArrayEquals(shades[y], row);
            }
        }
    }

    /** Noise is the worst: nothing can be packed. */
    @ParameterizedTest
    @CsvSource({"200, 64", "300, 64"})
    void imageOfTheSizesInUse_hasFewerThanTenThousandBytes_whateverItShows(int width, int height) {
        GreyPng png = new GreyPng(width, height);
        byte[] row = new byte[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[x] = (byte) random.nextInt(GreyPng.WHITE + 1);
            }
            png.row(y, row);
        }
        int bytes = png.write().length;
        assertTrue(bytes < 10_000, () -> bytes + " bytes");
    }
}
