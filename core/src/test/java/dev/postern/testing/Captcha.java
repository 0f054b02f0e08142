package dev.postern.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A drawn text, and its image as a PNG. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares captchas
public record Captcha(String text, byte[] png) {
    /** The image. */
    public BufferedImage pixels() {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
