package dev.postern.solver;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An image as a client sent it, whose format, extent and structure have been checked without decoding it, so that decoding it takes no more memory than its extent says: truncated files, files with something
 * behind their end, animations with too many frames, and data that unfolds to more than its pixels are none. Immutable.
 */
public final class SubmittedImage {
    /** The most bytes that an image may have. */
    public static final int MAX_BYTES = 512 << 10;
    /** The most pixels. */
    public static final int MAX_PIXELS = 2_000_000;

    private final byte[] bytes;
    private final ImageFormat format;
    private final ImageExtent extent;

    SubmittedImage(byte[] bytes, ImageFormat format, ImageExtent extent) {
        this.bytes = bytes;
        this.format = format;
        this.extent = extent;
    }

    /** The image in these bytes, which are copied; empty if they are none that is read here. */
    public static Optional<SubmittedImage> of(byte[] bytes) {
        try {
            return Optional.of(read(bytes));
        } catch (InvalidImageException e) {
            return Optional.empty();
        }
    }

    /**
     * As {@link #of}, for who has to say what is wrong.
     *
     * @throws InvalidImageException if they are no image that is read here
     */
    public static SubmittedImage read(byte[] bytes) throws InvalidImageException {
        if (bytes.length > MAX_BYTES) {
            throw new InvalidImageException("it has more than " + MAX_BYTES + " bytes");
        }
        return readOwn(bytes.clone());
    }

    private static SubmittedImage readOwn(byte[] bytes) throws InvalidImageException {
        String start = new String(Arrays.copyOf(bytes, 12), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PngStructure.read(bytes);
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return new SubmittedImage(bytes, ImageFormat.JPEG, JpegStructure.read(bytes));
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return new SubmittedImage(bytes, ImageFormat.GIF, GifStructure.read(bytes));
        }
        if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            return new SubmittedImage(bytes, ImageFormat.WEBP, WebpStructure.read(bytes));
        }
        throw new InvalidImageException("it is no PNG, JPEG, GIF or WebP");
    }

    /** A copy of its bytes; of a PNG without what its pixels don't need. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Its format, as its first bytes tell. */
    public ImageFormat format() {
        return format;
    }

    /** In pixels. */
    public int width() {
        return extent.width();
    }

    /** In pixels. */
    public int height() {
        return extent.height();
    }

    /** Its format and extent: what it shows has no place in a log. */
    @Override
    public String toString() {
        return "SubmittedImage[" + format + ", " + width() + " by " + height() + "]";
    }
}
