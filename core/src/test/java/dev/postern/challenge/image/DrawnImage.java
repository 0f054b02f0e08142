package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.Puzzle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** The image of a challenge, as a client gets it. */
record DrawnImage(int bytes, BufferedImage pixels) {
    private static final String PREFIX = "data:image/png;base64,";

    static DrawnImage of(Puzzle puzzle) {
        String uri = ((ImagePrompt) puzzle.prompt()).image();
        assertTrue(uri.startsWith(PREFIX), uri);
        byte[] png = Base64.getDecoder().decode(uri.substring(PREFIX.length()));
        try {
            return new DrawnImage(png.length, ImageIO.read(new ByteArrayInputStream(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From 0 to 15. */
    double meanShade() {
        long sum = 0;
        for (int y = 0; y < pixels.getHeight(); y++) {
            for (int x = 0; x < pixels.getWidth(); x++) {
                sum += pixels.getRaster().getSample(x, y, 0);
            }
        }
        return (double) sum / pixels.getHeight() / pixels.getWidth();
    }
}
