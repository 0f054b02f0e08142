package dev.postern.challenge.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Packs bytes as one block of DEFLATE (RFC 1951) by a Huffman code that is the same for all images, without a search for repetitions. For rows of drawings, as {@link GreyPng}
 * filters them, that takes little more room than a code made for each image, and a fraction of the time.
 */
final class LiteralCode {
    /** The most bits that a byte takes. */
    static final int LONGEST = 12;

    /** How many bits each byte takes, and then the block's end, as hexadecimal digits. {@code LiteralLengths} of the tests makes them of drawings. */
    static final String LENGTHS = "1557889abbccccbb569999aaabcccccb797aaaaaabcccccc79a8aaaaabcccccc"
            + "89aa9aaaabbccccc89aaa999aabbcccc9aaaaa9999abbbbb9aaaaa9999aaaaaa"
            + "aaaaaaa9999aaaaa9bbbbba9999aaaaa9ccccbbaa99aaaa98cccccbbaaa9aaa9"
            + "8ccccccbaaaa8aa97ccccccbaaaaa7997bcccccbaa9999875bbcccccba988775"
            + "c";

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SYMBOLS = 257;
    private static final int END = 256;

    /** Of each symbol its bits, the first one lowest, and above 16 bits how many they are. */
    private static final int[] CODES = codes();

    private static final String PROLOGUE_BITS = prologue();
    private static final byte[] PROLOGUE = bytes(PROLOGUE_BITS);

    private LiteralCode() {}

    /** How many bytes these take at most. */
    static int most(byte[] bytes) {
        return PROLOGUE.length + (bytes.length + 1) * LONGEST / Byte.SIZE + Integer.BYTES;
    }

    /** Packs bytes into a place with room for {@link #most} of them, and says where they end there. */
    static int pack(byte[] bytes, byte[] into, int start) {
        int at = start + PROLOGUE.length - 1;
        System.arraycopy(PROLOGUE, 0, into, start, PROLOGUE.length - 1);
        long held = PROLOGUE[PROLOGUE.length - 1];
        int count = PROLOGUE_BITS.length() % Byte.SIZE;
        for (byte value : bytes) {
            int code = CODES[value & 0xFF];
            held |= (long) (code & 0xFFFF) << count;
            count += code >>> 16;
            if (count >= Integer.SIZE) {
                INT.set(into, at, (int) held);
                at += Integer.BYTES;
                held >>>= Integer.SIZE;
                count -= Integer.SIZE;
            }
        }
        held |= (long) (CODES[END] & 0xFFFF) << count;
        count += CODES[END] >>> 16;
        for (; count > 0; count -= Byte.SIZE) {
            into[at++] = (byte) held;
            held >>>= Byte.SIZE;
        }
        return at;
    }

    private static int length(int symbol) {
        return Character.digit(LENGTHS.charAt(symbol), 16);
    }

    /** The canonical code of these lengths (RFC 1951, section 3.2.2). */
    private static int[] codes() {
        int[] codes = new int[SYMBOLS];
        int next = 0;
        for (int length = 1; length <= LONGEST; length++) {
            next <<= 1;
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (length(symbol) == length) {
                    codes[symbol] = length << 16 | reversed(next++, length);
                }
            }
        }
        return codes;
    }

    private static int reversed(int bits, int count) {
        return Integer.reverse(bits) >>> (Integer.SIZE - count);
    }

    /** What a block begins with, which tells its code (RFC 1951, section 3.2.7): bits, in their order. */
    private static String prologue() {
        StringBuilder bits = new StringBuilder();
        put(1, 1, bits); // the last block
        put(2, 2, bits); // with a code of its own
        put(SYMBOLS - 257, 5, bits);
        put(0, 5, bits); // one distance
        put(19 - 4, 4, bits); // lengths of the codes that lengths are told by:
        for (int i = 0; i < 19; i++) {
            put(i < 3 ? 0 : 4, 3, bits); // 4 bits for each of 0 to 15, so that they stand for themselves
        }
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            put(reversed(length(symbol), 4), 4, bits);
        }
        put(0, 4, bits); // the distance has no code, as there is no repetition
        return bits.toString();
    }

    private static void put(int value, int width, StringBuilder bits) {
        for (int i = 0; i < width; i++) {
            bits.append(value >> i & 1);
        }
    }

    private static byte[] bytes(String bits) {
        BitSet set = new BitSet();
        for (int i = 0; i < bits.length(); i++) {
            set.set(i, bits.charAt(i) == '1');
        }
        return Arrays.copyOf(set.toByteArray(), bits.length() / Byte.SIZE + 1);
    }
}
