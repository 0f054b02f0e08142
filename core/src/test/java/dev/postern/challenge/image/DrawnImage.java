package dev.postern.challenge.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.Puzzle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import javax.imageio.ImageIO;

/** The image of a challenge, as a client gets it. */
record DrawnImage(ByteBuffer png, BufferedImage pixels) {
    private static final int SIGNATURE = 8;
    private static final int IDAT = 0x49444154;
    private static final String PREFIX = "data:image/png;base64,";

    static DrawnImage of(Puzzle puzzle) {
        String uri = ((ImagePrompt) puzzle.prompt()).image();
        assertTrue(uri.startsWith(PREFIX), uri);
        byte[] png = Base64.getDecoder().decode(uri.substring(PREFIX.length()));
        try {
            return new DrawnImage(ByteBuffer.wrap(png), ImageIO.read(new ByteArrayInputStream(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int bytes() {
        return png.capacity();
    }

    /** The rows as they are packed, with the names of their filters. */
    byte[] rows() {
        ByteBuffer in = png.duplicate().position(SIGNATURE);
        while (true) {
            byte[] content = new byte[in.getInt()];
            boolean isData = in.getInt() == IDAT;
            in.get(content).getInt();
            if (isData) {
                try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(content))) {
                    return inflated.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
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
