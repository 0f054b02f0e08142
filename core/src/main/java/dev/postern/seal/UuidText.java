package dev.postern.seal;

import java.util.Optional;
import java.util.UUID;

/** UUIDs as text, strictly: {@link UUID#fromString} takes {@code 1-2-3-4-5} for one. */
public final class UuidText {
    private static final int LENGTH = 36;

    private UuidText() {}

    /** The UUID that these 36 characters (RFC 9562, section 4; hexadecimal digits of either case) stand for, if they do. */
    public static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return Optional.empty();
                }
                continue;
            }
            int digit = hexDigit(c);
            if (digit < 0) {
                return Optional.empty();
            }
            if (digits++ < 16) {
                high = (high << 4) | digit;
            } else {
                low = (low << 4) | digit;
            }
        }
        return Optional.of(new UUID(high, low));
    }

    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' && c < 128 ? lower - 'a' + 10 : -1;
    }
}
