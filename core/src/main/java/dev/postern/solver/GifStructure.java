package dev.postern.solver;

import static dev.postern.solver.ImageBytes.require;

/** The blocks of a GIF image (versions 87a and 89a). Whoever reads one may unfold all its frames, so that all of them count. */
final class GifStructure {
    private static final int HEADER = 6;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;
    private static final int TRAILER = 0x3B;
    private static final int HAS_COLOURS = 0x80;

    private final ImageBytes in;

    private GifStructure(byte[] bytes) {
        in = new ImageBytes(bytes);
    }

    /** Reads an image that begins as one. */
    static ImageExtent read(byte[] bytes) throws InvalidImageException {
        return new GifStructure(bytes).read();
    }

    private ImageExtent read() throws InvalidImageException {
        in.skip(HEADER);
        ImageExtent screen = ImageExtent.of(in.littleEndian(2), in.littleEndian(2));
        int flags = in.unsigned8();
        in.skip(2);
        colours(flags);
        long pixels = 0;
        int block = in.unsigned8();
        while (block != TRAILER) {
            if (block == FRAME) {
                pixels += frame(screen);
                require(pixels <= SubmittedImage.MAX_PIXELS, "its frames have too many pixels together");
            } else {
                require(block == EXTENSION, "it has a block that there is not");
                in.skip(1);
            }
            subBlocks();
            block = in.unsigned8();
        }
        require(in.isAtEnd(), "something comes after its end");
        require(pixels > 0, "it has no frame");
        return screen;
    }

    private int frame(ImageExtent screen) throws InvalidImageException {
        long left = in.littleEndian(2);
        long top = in.littleEndian(2);
        ImageExtent frame = ImageExtent.of(in.littleEndian(2), in.littleEndian(2));
        require(
                left + frame.width() <= screen.width() && top + frame.height() <= screen.height(),
                "a frame reaches beyond it");
        colours(in.unsigned8());
        int codeSize = in.unsigned8();
        require(codeSize >= 2 && codeSize <= 8, "its codes have another size");
        return frame.pixels();
    }

    private void colours(int flags) throws InvalidImageException {
        if ((flags & HAS_COLOURS) != 0) {
            in.skip(3L << ((flags & 7) + 1));
        }
    }

    private void subBlocks() throws InvalidImageException {
        int length = in.unsigned8();
        while (length > 0) {
            in.skip(length);
            length = in.unsigned8();
        }
    }
}
