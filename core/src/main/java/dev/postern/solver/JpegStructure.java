package dev.postern.solver;

import static dev.postern.solver.ImageBytes.require;

/** The segments of a JPEG image (ITU-T T.81), baseline or progressive, of eight bits. */
final class JpegStructure {
    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int DHT = 0xC4;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;
    /** Each goes over the whole image. */
    private static final int MOST_SCANS = 64;

    private final ImageBytes in;

    private JpegStructure(byte[] bytes) {
        in = new ImageBytes(bytes);
    }

    /** Reads an image that begins as one. */
    static ImageExtent read(byte[] bytes) throws InvalidImageException {
        return new JpegStructure(bytes).read();
    }

    private ImageExtent read() throws InvalidImageException {
        in.skip(2);
        ImageExtent extent = null;
        int scans = 0;
        int marker = marker();
        while (marker != EOI) {
            if (marker == SOS) {
                require(extent != null, "its pixels come before its header");
                scans++;
                require(scans <= MOST_SCANS, "it has more than " + MOST_SCANS + " scans");
                in.skip(in.bigEndian(2) - 2);
                marker = afterScan();
                continue;
            }
            if (marker >= SOF0 && marker <= SOF2) {
                require(extent == null, "it has two headers");
                extent = header();
            } else {
                require(
                        marker == DHT
                                || marker == DQT
                                || marker == DRI
                                || marker == COM
                                || (marker >= APP0 && marker <= APP15),
                        "it has a segment that is not read");
                in.skip(in.bigEndian(2) - 2);
            }
            marker = marker();
        }
        require(in.isAtEnd(), "something comes after its end");
        if (extent == null || scans == 0) {
            throw new InvalidImageException("it has no pixels");
        }
        return extent;
    }

    private ImageExtent header() throws InvalidImageException {
        long length = in.bigEndian(2);
        require(in.unsigned8() == 8, "its samples don't have eight bits");
        long height = in.bigEndian(2);
        long width = in.bigEndian(2);
        int components = in.unsigned8();
        require(
                (components == 1 || components == 3 || components == 4) && length == 8 + 3L * components,
                "its header is none");
        in.skip(3L * components);
        return ImageExtent.of(width, height);
    }

    private int marker() throws InvalidImageException {
        require(in.unsigned8() == 0xFF, "a segment does not begin where it should");
        int marker;
        do {
            marker = in.unsigned8();
        } while (marker == 0xFF);
        return marker;
    }

    /** Goes over the packed pixels of a scan, in which a 0 follows each 0xFF. The marker behind them. */
    private int afterScan() throws InvalidImageException {
        while (true) {
            if (in.unsigned8() == 0xFF) {
                int next;
                do {
                    next = in.unsigned8();
                } while (next == 0xFF);
                if (next != 0 && (next < RST0 || next > RST7)) {
                    return next;
                }
            }
        }
    }
}
