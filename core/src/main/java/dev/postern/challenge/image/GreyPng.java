package dev.postern.challenge.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes PNG images (ISO/IEC 15948) of 16 shades of grey. Rows are written as their difference from the one above, packed by a {@link LiteralCode}, or as they are
 * where that takes less room. For one thread at a time.
 */
final class GreyPng {
    /** The brightest shade; 0 is black. */
    static final int WHITE = 15;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int BITS_PER_PIXEL = 4;
    private static final byte UP = 2; // the filter
    private static final int CHUNK = 12; // length, type and CRC
    private static final int HEADER = 13;
    private static final short ZLIB = 0x7801; // no preset dictionary, the fastest packing
    private static final int STORED = 5; // what a block of DEFLATE has around bytes as they are

    private final int width;
    private final int height;
    private final int rowBytes;
    private final byte[] above;
    private final byte[] rows;
    private final byte[] packed;
    private final Adler32 adler = new Adler32();
    private final CRC32 crc = new CRC32();

    GreyPng(int width, int height) {
        this.width = width;
        this.height = height;
        this.rowBytes = 1 + (width + 1) / 2; // the first names the filter
        this.above = new byte[rowBytes];
        this.rows = new byte[height * rowBytes];
        this.packed = new byte[Short.BYTES + LiteralCode.most(rows) + Integer.BYTES];
    }

    /** Takes the next row of shades; the row with number 0 begins an image. */
    void row(int y, byte[] shades) {
        if (y == 0) {
            Arrays.fill(above, (byte) 0);
        }
        int start = y * rowBytes;
        rows[start] = UP;
        for (int x = 0, i = 1; i < rowBytes; x += 2, i++) {
            int right = x + 1 < width ? shades[x + 1] : 0;
            byte two = (byte) (shades[x] << BITS_PER_PIXEL | right);
            rows[start + i] = (byte) (two - above[i]);
            above[i] = two;
        }
    }

    /** The image of the rows that were taken last. */
    byte[] write() {
        int length = pack();
        byte[] header = new byte[HEADER];
        ByteBuffer.wrap(header).putInt(width).putInt(height).put((byte) BITS_PER_PIXEL);
        byte[] png = new byte[SIGNATURE.length + 3 * CHUNK + HEADER + length];
        ByteBuffer out = ByteBuffer.wrap(png).put(SIGNATURE);
        chunk(out, "IHDR", header, HEADER);
        chunk(out, "IDAT", packed, length);
        chunk(out, "IEND", packed, 0);
        return png;
    }

    /** Packs the rows as zlib has it (RFC 1950), and says how many bytes they take. */
    private int pack() {
        ByteBuffer out = ByteBuffer.wrap(packed).putShort(ZLIB);
        int end = LiteralCode.pack(rows, packed, out.position());
        if (end - out.position() > STORED + rows.length) {
            out.put((byte) 1).putShort(Short.reverseBytes((short) rows.length));
            out.putShort(Short.reverseBytes((short) ~rows.length)).put(rows);
        } else {
            out.position(end);
        }
        adler.reset();
        adler.update(rows);
        return out.putInt((int) adler.getValue()).position();
    }

    private void chunk(ByteBuffer out, String type, byte[] content, int length) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        crc.reset();
        crc.update(name);
        crc.update(content, 0, length);
        out.putInt(length).put(name).put(content, 0, length).putInt((int) crc.getValue());
    }
}
