package dev.postern.seal;

import java.util.Optional;
import java.util.UUID;

/** UUIDs as text, strictly: {@link UUID#fromString} takes {@code 1-2-3-4-5} for one. */
public final class UuidText {
    private static final int LENGTH = 36;
    private static final byte[] HEX = hexDigits();

    private UuidText() {}

    /** The UUID that these 36 characters (RFC 9562, section 4; hexadecimal digits of either case) stand for, if they do. */
    public static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        if (text.charAt(8) != '-' || text.charAt(13) != '-' || text.charAt(18) != '-' || text.charAt(23) != '-') {
            return Optional.empty();
        }
        long a = hex(text, 0, 8);
        long b = hex(text, 9, 13);
        long c = hex(text, 14, 18);
        long d = hex(text, 19, 23);
        long e = hex(text, 24, 36);
        if ((a | b | c | d | e) < 0) {
            return Optional.empty();
        }
        return Optional.of(new UUID((a << 32) | (b << 16) | c, (d << 48) | e));
    }

    /** The number that up to 12 digits write, or a negative one if not all are digits. Branches on random digits would be dear. */
    private static long hex(String text, int start, int end) {
        long number = 0;
        long invalid = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            byte digit = HEX[c & 127];
            invalid |= digit | (127 - c);
            number = (number << 4) | digit;
        }
        return invalid < 0 ? -1 : number;
    }

    private static byte[] hexDigits() {
        byte[] digits = new byte[128];
        for (char c = 0; c < digits.length; c++) {
            digits[c] = (byte) Character.digit(c, 16);
        }
        return digits;
    }
}
