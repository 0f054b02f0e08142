package dev.postern.solver;

import static dev.postern.solver.ImageBytes.require;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The chunks of a PNG image (ISO/IEC 15948). What its data would unfold to is counted, without keeping it, against what its header says; and only the chunks that pixels need are
 * kept, because profiles and texts can be packed too.
 */
final class PngStructure {
    private static final int SIGNATURE = 8;
    private static final int[] CHANNELS = {1, -1, 3, 1, 2, -1, 4};
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final byte[] bytes;
    private final ImageBytes in;
    private final ByteArrayOutputStream kept;
    private final Inflater data = new Inflater();
    private final byte[] part = new byte[8192];
    private long unfolded;

    private PngStructure(byte[] bytes) {
        this.bytes = bytes;
        this.in = new ImageBytes(bytes);
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    /** Reads an image that has the signature of one. */
    static SubmittedImage read(byte[] bytes) throws InvalidImageException {
        PngStructure structure = new PngStructure(bytes);
        try {
            return structure.read();
        } finally {
            structure.data.end();
        }
    }

    private SubmittedImage read() throws InvalidImageException {
        in.skip(SIGNATURE);
        kept.write(bytes, 0, SIGNATURE);
        require(chunk().equals("IHDR"), "it does not begin with a header");
        ImageBytes header = new ImageBytes(kept.toByteArray());
        header.skip(SIGNATURE);
        require(header.bigEndian(4) == 13, "its header has another length");
        header.skip(4);
        ImageExtent extent = ImageExtent.of(header.bigEndian(4), header.bigEndian(4));
        long expected = bytesOfRows(extent, header);
        String type;
        do {
            int start = in.position();
            type = chunk();
            require(!type.equals("IHDR"), "it has two headers");
            if (type.equals("IDAT")) {
                unfold(start + 8, in.position() - start - 12, expected);
            }
        } while (!type.equals("IEND"));
        require(in.isAtEnd(), "something comes after its end");
        require(data.finished() && unfolded == expected, "its data has less than its pixels");
        return new SubmittedImage(kept.toByteArray(), ImageFormat.PNG, extent);
    }

    /** Reads a chunk, and keeps it if pixels need it. Its type. */
    private String chunk() throws InvalidImageException {
        int start = in.position();
        long length = in.bigEndian(4);
        String type = in.text(4);
        in.skip(length);
        CRC32 crc = new CRC32();
        crc.update(bytes, start + 4, in.position() - start - 4);
        require(crc.getValue() == in.bigEndian(4), "a checksum is wrong");
        switch (type) {
            case "IHDR", "PLTE", "tRNS", "IDAT", "IEND" -> kept.write(bytes, start, in.position() - start);
            default -> require(Character.isLowerCase(type.charAt(0)), "it has an unknown chunk that matters");
        }
        return type;
    }

    /** How many bytes its rows have, each with one for its filter. */
    private static long bytesOfRows(ImageExtent extent, ImageBytes header) throws InvalidImageException {
        int depth = header.unsigned8();
        int colour = header.unsigned8();
        require(
                Integer.bitCount(depth) == 1
                        && depth <= 16
                        && colour < CHANNELS.length
                        && CHANNELS[colour] > 0
                        && (depth == 8 || (depth == 16 && colour != 3) || colour == 0 || (colour == 3 && depth < 8)),
                "it has no such pixels");
        require(header.bigEndian(2) == 0, "it is packed or filtered in another way");
        int interlacing = header.unsigned8();
        require(interlacing <= 1, "it is interlaced in another way");
        int bits = depth * CHANNELS[colour];
        if (interlacing == 0) {
            return rows(extent.width(), extent.height(), bits);
        }
        long sum = 0;
        for (int[] pass : ADAM7) {
            int width = (extent.width() - pass[0] + pass[2] - 1) / pass[2];
            int height = (extent.height() - pass[1] + pass[3] - 1) / pass[3];
            sum += width == 0 ? 0 : rows(width, height, bits);
        }
        return sum;
    }

    private static long rows(int width, int height, int bits) {
        return (long) height * (1 + ((long) width * bits + 7) / 8);
    }

    /** Counts what this part of the data unfolds to, and keeps nothing of it. */
    private void unfold(int start, int length, long expected) throws InvalidImageException {
        data.setInput(bytes, start, length);
        try {
            int count;
            do {
                count = data.inflate(part); // which may hold something back after it has taken all there is
                unfolded += count;
                require(unfolded <= expected, "its data has more than its pixels");
            } while (count > 0);
        } catch (DataFormatException e) {
            throw new InvalidImageException("its data is no data");
        }
    }
}
