package dev.postern.solver;

import static dev.postern.solver.ImageBytes.require;

/** The chunks of a WebP image (RFC 9649) that stands still. */
final class WebpStructure {
    private static final int RIFF_HEADER = 12;
    private static final int ANIMATED = 0x02;
    private static final int START_CODE = 0x9D012A;
    private static final int LOSSLESS = 0x2F;
    private static final int SIDE = 0x3FFF; // 14 bits

    private final ImageBytes in;
    private final int length;

    private WebpStructure(byte[] bytes) {
        in = new ImageBytes(bytes);
        length = bytes.length;
    }

    /** Reads an image that begins as one. */
    static ImageExtent read(byte[] bytes) throws InvalidImageException {
        return new WebpStructure(bytes).read();
    }

    private ImageExtent read() throws InvalidImageException {
        in.skip(4);
        require(in.littleEndian(4) == length - 8L, "it is longer or shorter than it says");
        in.skip(RIFF_HEADER - 8);
        ImageExtent canvas = null;
        ImageExtent frame = null;
        while (!in.isAtEnd()) {
            String type = in.text(4);
            long size = in.littleEndian(4);
            int start = in.position();
            switch (type) {
                case "VP8X" -> {
                    require(start == RIFF_HEADER + 8, "its header is not at its beginning");
                    canvas = canvas();
                }
                case "VP8 ", "VP8L" -> {
                    require(frame == null, "it has two frames");
                    frame = type.equals("VP8L") ? lossless() : lossy();
                }
                case "ALPH", "ICCP", "EXIF", "XMP " ->
                    require(canvas != null, "it has a chunk that it does not announce");
                default -> throw new InvalidImageException("it has a chunk that is not read");
            }
            in.skip(size + (size & 1) - (in.position() - start));
        }
        if (frame == null) {
            throw new InvalidImageException("it has no pixels");
        }
        require(canvas == null || canvas.equals(frame), "its frame has another extent");
        return frame;
    }

    private ImageExtent canvas() throws InvalidImageException {
        require((in.unsigned8() & ANIMATED) == 0, "it is animated");
        in.skip(3);
        return ImageExtent.of(in.littleEndian(3) + 1, in.littleEndian(3) + 1);
    }

    private ImageExtent lossy() throws InvalidImageException {
        require((in.littleEndian(3) & 1) == 0, "its frame does not stand alone");
        require(in.bigEndian(3) == START_CODE, "its frame is none");
        return ImageExtent.of(in.littleEndian(2) & SIDE, in.littleEndian(2) & SIDE);
    }

    private ImageExtent lossless() throws InvalidImageException {
        require(in.unsigned8() == LOSSLESS, "its frame is none");
        long sides = in.littleEndian(4);
        return ImageExtent.of((sides & SIDE) + 1, ((sides >> 14) & SIDE) + 1);
    }
}
