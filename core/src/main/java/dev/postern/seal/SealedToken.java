package dev.postern.seal;

import java.util.Optional;
import java.util.UUID;

/**
 * The fields of a challenge token, a UUID of version 8 (RFC 9562, section 5.8): 48 bits of Unix milliseconds, 22 of serial, of which the first two are the round less one, 12 of
 * masked header, 16 of tag and 24 of seal.
 */
record SealedToken(long millis, int serial, int maskedHeader, int tag, int seal) {
    static final int SERIAL_BITS = 22;
    static final int COUNT_BITS = 20;
    private static final int LOW_SERIAL_BITS = 10;
    private static final int HEADER_BITS = 12;
    private static final int TAG_BITS = 16;
    private static final int SEAL_BITS = 24;
    private static final long VERSION = 8;
    private static final long VARIANT = 2;

    UUID toUuid() {
        long high = (millis << 16) | (VERSION << 12) | (serial >>> LOW_SERIAL_BITS);
        long low = VARIANT;
        low = (low << LOW_SERIAL_BITS) | (serial & ones(LOW_SERIAL_BITS));
        low = (low << HEADER_BITS) | maskedHeader;
        low = (low << TAG_BITS) | tag;
        low = (low << SEAL_BITS) | seal;
        return new UUID(high, low);
    }

    /** The serial of a challenge in this round, 1 to 3. */
    static int serial(int round, int count) {
        return ((round - 1) << COUNT_BITS) | count;
    }

    /** Which round of a challenge it is: 1 to 4, of which the last is never issued. */
    int round() {
        return (serial >>> COUNT_BITS) + 1;
    }

    /** The token's fields, if it has the version and variant of one. */
    static Optional<SealedToken> of(UUID token) {
        if (token.version() != VERSION || token.variant() != VARIANT) {
            return Optional.empty();
        }
        long high = token.getMostSignificantBits();
        long low = token.getLeastSignificantBits();
        int lowSerial = (int) (low >>> (HEADER_BITS + TAG_BITS + SEAL_BITS)) & ones(LOW_SERIAL_BITS);
        return Optional.of(new SealedToken(
                high >>> 16,
                (((int) high & ones(SERIAL_BITS - LOW_SERIAL_BITS)) << LOW_SERIAL_BITS) | lowSerial,
                (int) (low >>> (TAG_BITS + SEAL_BITS)) & ones(HEADER_BITS),
                (int) (low >>> SEAL_BITS) & ones(TAG_BITS),
                (int) low & ones(SEAL_BITS)));
    }

    private static int ones(int bits) {
        return (1 << bits) - 1;
    }
}
