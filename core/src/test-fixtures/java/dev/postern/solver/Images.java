package dev.postern.solver;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Images of the tests: printed ones, files, and made-up ones. */
@SuppressWarnings("exports") // of java.desktop: for tests alone
public final class Images {
    private Images() {}

    /** The files of other programs (cwebp, ImageMagick) that show "Kayak42", 160 by 48. */
    public static List<String> files() {
        return List.of(
                "lossy.webp", "lossless.webp", "alpha.webp", "progressive.jpg", "interlaced.png", "two-frames.gif");
    }

    /** Black print on white. */
    public static BufferedImage printed(String text, Font font, int type) {
        BufferedImage measure = new BufferedImage(1, 1, type);
        Graphics2D measuring = measure.createGraphics();
        int width = measuring.getFontMetrics(font).stringWidth(text) + 24;
        int height = measuring.getFontMetrics(font).getHeight() + 16;
        measuring.dispose();
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        graphics.setFont(font);
        graphics.drawString(text, 12, 8 + graphics.getFontMetrics().getAscent());
        graphics.dispose();
        return image;
    }

    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new AssertionError("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] file(String name) {
        try (InputStream file = Images.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SubmittedImage submitted(String text, int size) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, size);
        return SubmittedImage.of(encoded(printed(text, font, BufferedImage.TYPE_BYTE_GRAY), "png"))
                .orElseThrow();
    }

    /** A PNG whose header says this, and whose data unfolds to so many zeros. */
    public static byte[] png(int width, int height, int depth, int colour, long unfolded) {
        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(width).putInt(height).put((byte) depth).put((byte) colour);
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                chunk("IHDR", header.array()),
                chunk("IDAT", packedZeros(unfolded)),
                chunk("IEND", new byte[0]));
    }

    public static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] packedZeros(long count) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        byte[] part = new byte[1 << 16];
        long left = count;
        while (!deflater.finished()) {
            if (deflater.needsInput() && left > 0) {
                int next = (int) Math.min(left, zeros.length);
                deflater.setInput(zeros, 0, next);
                left -= next;
            } else if (left == 0) {
                deflater.finish();
            }
            packed.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return packed.toByteArray();
    }

    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
