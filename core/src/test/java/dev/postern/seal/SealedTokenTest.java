package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedTokenTest {
    @Test
    void fields_standWhereTheDesignSays() {
        // 48 bits time, 4 version, 12 serial, 2 variant, 10 serial, 12 header, 16 tag, 24 seal
        assertEquals(uuid("ffffffff-ffff-8000-8000-000000000000"), token((1L << 48) - 1, 0, 0, 0, 0));
        assertEquals(uuid("00000000-0000-8fff-bff0-000000000000"), token(0, (1 << 22) - 1, 0, 0, 0));
        assertEquals(uuid("00000000-0000-8000-8010-000000000000"), token(0, 1, 0, 0, 0));
        assertEquals(uuid("00000000-0000-8001-8000-000000000000"), token(0, 1 << 10, 0, 0, 0));
        assertEquals(uuid("00000000-0000-8000-800f-ff0000000000"), token(0, 0, 0xFFF, 0, 0));
        assertEquals(uuid("00000000-0000-8000-8000-00ffff000000"), token(0, 0, 0, 0xFFFF, 0));
        assertEquals(uuid("00000000-0000-8000-8000-000000ffffff"), token(0, 0, 0, 0, 0xFFFFFF));
    }

    @Test
    void everyToken_isOfVersion8AndVariant2_andReadsAsItWasWritten() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            SealedToken token = new SealedToken(
                    random.nextLong(1L << 48),
                    random.nextInt(1 << 22),
                    random.nextInt(1 << 12),
                    random.nextInt(1 << 16),
                    random.nextInt(1 << 24));
            UUID uuid = token.toUuid();
            assertEquals(8, uuid.version());
            assertEquals(2, uuid.variant());
            assertEquals(Optional.of(token), SealedToken.of(uuid));
        }
    }

    @Test
    void tokens_sortByTime() {
        UUID earlier = token(1_000, (1 << 22) - 1, 0xFFF, 0xFFFF, 0xFFFFFF);
        UUID later = token(1_001, 0, 0, 0, 0);
        assertTrue(earlier.toString().compareTo(later.toString()) < 0);
    }

    @Test
    void uuidsOfAnotherVersionOrVariant_areNoTokens() {
        for (int version = 0; version < 16; version++) {
            for (int variant = 0; variant < 8; variant++) {
                UUID uuid = new UUID(0x0123456789AB0CDEL | (long) version << 12, (long) variant << 61 | 0x1ABCDEF);
                boolean ours = version == 8 && variant >> 1 == 0b10;
                assertEquals(ours, SealedToken.of(uuid).isPresent(), uuid.toString());
            }
        }
    }

    private static UUID token(long millis, int serial, int header, int tag, int seal) {
        return new SealedToken(millis, serial, header, tag, seal).toUuid();
    }

    private static UUID uuid(String text) {
        return UUID.fromString(text);
    }
}
