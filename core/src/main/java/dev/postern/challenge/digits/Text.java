package dev.postern.challenge.digits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text that others are appended to: what a {@link StringBuilder} is, but pieces of a few words are appended faster, because so many bytes are copied at once that their number need not be
 * looked at. For one thread at a time, but for those that are not changed any more.
 */
final class Text {
    /** As many bytes as are copied at once; so many may be read and written behind the end. */
    static final int CHUNK = 32;
    /** How many characters are copied behind the end. */
    static final int AHEAD = 16;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LAST_LATIN = 0xff;
    /** In each of four bytes. */
    private static final int SMALL = 0x20202020;

    private static final int SEVEN_BITS = 0x7f7f7f7f;
    private static final int[] CASES = cases();

    /** The lower byte of each character. */
    private byte[] low;
    /** The upper ones; null as long as all are 0. */
    private byte @Nullable [] high;

    private int length;

    /** An empty one, with room for this many characters before it has to grow. */
    Text(int room) {
        low = new byte[room + CHUNK];
    }

    /** The same as a string. */
    @SuppressWarnings("deprecation") // what it is deprecated for is what is wanted: the lower bytes
    static Text of(String string) {
        Text text = new Text(string.length());
        text.length = string.length();
        string.getBytes(0, string.length(), text.low, 0);
        if (!string.equals(text.toString())) {
            byte[] high = text.upperBytes();
            for (int i = 0; i < string.length(); i++) {
                high[i] = (byte) (string.charAt(i) >> Byte.SIZE);
            }
        }
        return text;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    char charAt(int index) {
        int upper = high == null ? 0 : high[index] << Byte.SIZE;
        return (char) (upper | Byte.toUnsignedInt(low[index]));
    }

    void setCharAt(int index, char c) {
        low[index] = (byte) c;
        if (high != null || c > LAST_LATIN) {
            upperBytes()[index] = (byte) (c >> Byte.SIZE);
        }
    }

    Text append(Text other) {
        int end = length + other.length;
        if (end + CHUNK > low.length) {
            grow(end);
        }
        copy(other.low, low, other.length);
        if (high != null || other.high != null) {
            appendUpperBytes(other);
        }
        length = end;
        return this;
    }

    private void copy(byte[] from, byte[] to, int count) {
        for (int i = 0; i < count; i += CHUNK) {
            long first = (long) EIGHT.get(from, i);
            long second = (long) EIGHT.get(from, i + 8);
            long third = (long) EIGHT.get(from, i + 16);
            long fourth = (long) EIGHT.get(from, i + 24);
            EIGHT.set(to, length + i, first);
            EIGHT.set(to, length + i + 8, second);
            EIGHT.set(to, length + i + 16, third);
            EIGHT.set(to, length + i + 24, fourth);
        }
    }

    /** Copies {@link #AHEAD} characters of another text, or all that it has from here on, behind the end, which stays where it is: there must be room. */
    void copyAhead(Text other, int start) {
        copyAhead(other.low, start, low);
        if (other.high != null) {
            copyAhead(other.high, start, upperBytes());
        }
    }

    private void copyAhead(byte[] from, int start, byte[] to) {
        long first = (long) EIGHT.get(from, start);
        long second = (long) EIGHT.get(from, start + 8);
        EIGHT.set(to, length, first);
        EIGHT.set(to, length + 8, second);
    }

    /** Changes the case of those letters from A to Z behind the end whose bits are set, of four; others have not always another case. */
    void changeCaseAhead(int set) {
        int upper = high == null ? 0 : (int) FOUR.get(high, length);
        int four = (int) FOUR.get(low, length);
        int small = (four | SMALL) & SEVEN_BITS;
        int fromA = small + 0x1f1f1f1f; // the highest bit of each byte says whether it is so
        int aboveZ = small + 0x05050505;
        int other = four | upper | ((upper & SEVEN_BITS) + SEVEN_BITS);
        int letters = fromA & ~aboveZ & ~other & ~SEVEN_BITS;
        FOUR.set(low, length, four ^ ((letters >>> 2) & CASES[set & (CASES.length - 1)]));
    }

    /** Sets the first character behind the end. */
    void setAhead(char c) {
        setCharAt(length, c);
    }

    /** Moves the end behind some of the characters that stand there. */
    void advance(int count) {
        length += count;
    }

    private void grow(int end) {
        low = Arrays.copyOf(low, 2 * end + CHUNK);
        if (high != null) {
            high = Arrays.copyOf(high, low.length);
        }
    }

    private void appendUpperBytes(Text other) {
        byte[] upper = upperBytes();
        if (other.high == null) {
            Arrays.fill(upper, length, length + other.length, (byte) 0);
        } else {
            copy(other.high, upper, other.length);
        }
    }

    /** By four bits, the bits that make another case of each letter. */
    private static int[] cases() {
        int[] cases = new int[1 << Integer.BYTES];
        for (int set = 0; set < cases.length; set++) {
            for (int i = 0; i < Integer.BYTES; i++) {
                cases[set] |= ((set >> i) & 1) << (i * Byte.SIZE + 5);
            }
        }
        return cases;
    }

    private byte[] upperBytes() {
        byte[] upper = high == null ? new byte[low.length] : high;
        high = upper;
        return upper;
    }

    @Override
    public String toString() {
        if (high == null) {
            return new String(low, 0, length, StandardCharsets.ISO_8859_1);
        }
        char[] characters = new char[length];
        for (int i = 0; i < length; i++) {
            characters[i] = charAt(i);
        }
        return new String(characters);
    }
}
