package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import dev.postern.token.TokenKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoreKeysTest {
    private final StoreKeys keys = new StoreKeys();

    @Test
    void passesKey_isTheFirstHalfOfItsSha256() throws NoSuchAlgorithmException {
        for (long i = 0; i < 1_000; i++) {
            UUID pass = new UUID(i * 0x9E3779B97F4A7C15L, ~i);
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(pass.getMostSignificantBits())
                    .putLong(pass.getLeastSignificantBits())
                    .array();
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            assertEquals(new TokenKey("shop", hash.getLong(), hash.getLong()), keys.ofPass("shop", pass));
        }
    }

    @Test
    void passesKey_isNotThePass_norTheSameAtAnotherSite() {
        UUID pass = new UUID(1, 2);
        assertNotEquals(StoreKeys.ofChallenge("shop", pass), keys.ofPass("shop", pass));
        assertNotEquals(keys.ofPass("blog", pass), keys.ofPass("shop", pass));
    }

    @Test
    void passesKeys_areTheSameFromEveryThread() {
        try (Crowd crowd = new Crowd(8)) {
            List<Set<TokenKey>> all = crowd.all(thread -> {
                Set<TokenKey> made = new HashSet<>();
                for (int i = 0; i < 20_000; i++) {
                    made.add(keys.ofPass("shop", new UUID(i, i)));
                }
                return made;
            });
            assertTrue(all.stream().allMatch(all.get(0)::equals));
            assertEquals(20_000, all.get(0).size());
        }
    }
}
