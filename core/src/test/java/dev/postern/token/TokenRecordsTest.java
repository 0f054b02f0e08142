package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.postern.seal.StoreKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenRecordsTest {
    private static final UUID TOKEN = UUID.fromString("0196e1a2-b3c4-8d5e-9f60-718293a4b5c6");

    /** The key of a challenge is its token: whoever logs an attempt must not log a token that the store then refused. */
    @Test
    void attemptKeyAndPass_asText_tellNoToken() {
        TokenKey key = StoreKeys.ofChallenge("shop", TOKEN);
        Pass pass = new Pass(key, new byte[] {1, 2, 3}, Duration.ofSeconds(1));
        Attempt attempt = new Attempt(key, Duration.ofSeconds(1), true, Optional.of(pass));
        for (String text : List.of(key.toString(), pass.toString(), attempt.toString())) {
            String lower = text.toLowerCase(java.util.Locale.ROOT);
            for (long half : new long[] {key.high(), key.low()}) {
                assertFalse(lower.contains(Long.toString(half)), text);
                assertFalse(lower.contains(Long.toHexString(half)), text);
            }
        }
    }

    @Test
    void keys_areEqual_exactlyIfAllPartsAre() {
        TokenKey key = new TokenKey("shop", 1, 2);
        assertEquals(key, new TokenKey("shop", 1, 2));
        assertEquals(key.hashCode(), new TokenKey("shop", 1, 2).hashCode());
        assertNotEquals(key, new TokenKey("blog", 1, 2));
        assertNotEquals(key, new TokenKey("shop", 2, 2));
        assertNotEquals(key, new TokenKey("shop", 1, 1));
    }
}
