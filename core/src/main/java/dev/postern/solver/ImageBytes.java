package dev.postern.solver;

/** Reads bytes of an image one after the other, none of them twice and none beyond their end. */
final class ImageBytes {
    private final byte[] bytes;
    private int next;

    ImageBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return next;
    }

    boolean isAtEnd() {
        return next == bytes.length;
    }

    /** Goes over so many bytes. */
    void skip(long count) throws InvalidImageException {
        if (count < 0 || count > bytes.length - next) {
            throw new InvalidImageException("it breaks off");
        }
        next += (int) count;
    }

    int unsigned8() throws InvalidImageException {
        skip(1);
        return bytes[next - 1] & 0xFF;
    }

    /** An unsigned number of so many bytes, 1 to 4, the highest first. */
    long bigEndian(int count) throws InvalidImageException {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = (number << 8) | unsigned8();
        }
        return number;
    }

    /** An unsigned number of so many bytes, 1 to 4, the lowest first. */
    long littleEndian(int count) throws InvalidImageException {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number |= (long) unsigned8() << (8 * i);
        }
        return number;
    }

    /** So many bytes as ASCII characters. */
    String text(int count) throws InvalidImageException {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) unsigned8());
        }
        return text.toString();
    }

    static void require(boolean holds, String otherwise) throws InvalidImageException {
        if (!holds) {
            throw new InvalidImageException(otherwise);
        }
    }
}
