package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenKeyTest {
    private static final UUID TOKEN = UUID.fromString("0196e1a2-b3c4-8d5e-9f60-718293a4b5c6");

    @Test
    void keys_areEqual_exactlyIfAllPartsAre() {
        TokenKey key = key("shop", 1, 2);
        assertEquals(key, key("shop", 1, 2));
        assertEquals(key.hashCode(), key("shop", 1, 2).hashCode());
        assertNotEquals(key, key("blog", 1, 2));
        assertNotEquals(key, key("shop", 2, 2));
        assertNotEquals(key, key("shop", 1, 1));
        assertNotEquals(key, key("shop", 2, 1));
        assertNotEquals((Object) key, new UUID(1, 2));
        assertNotEquals((Object) key, "shop");
    }

    @Test
    void hashes_differ_bySiteAndByToken() {
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            UUID token = new UUID(random.nextLong(), random.nextLong());
            hashes.add(new TokenKey("shop", token).hashCode());
            hashes.add(new TokenKey("blog", token).hashCode());
        }
        assertTrue(hashes.size() > 1_990, hashes.size() + " of 2,000");
    }

    /** A client can flip a bit of the masked header along with the one of the seal 32 below it, and the tag still fits. */
    @Test
    void tokensThatOneClientCanMakeOfAnother_shareNoHash() {
        Set<Integer> hashes = new HashSet<>();
        for (long bits = 0; bits < 4_096; bits++) {
            hashes.add(key("shop", 1, 2 ^ (bits << 40) ^ (bits << 8)).hashCode());
        }
        assertTrue(hashes.size() > 4_090, hashes.size() + " of 4,096");
    }

    @Test
    void site_isTold() {
        assertEquals("shop", new TokenKey("shop", TOKEN).site());
    }

    @Test
    void text_namesTheSiteAlone() {
        assertEquals("TokenKey[site=shop]", new TokenKey("shop", TOKEN).toString());
    }

    /** The key of a challenge is its token: whoever logs an attempt must not log a token that the store then refused. */
    @Test
    void attemptKeyAndPass_asText_tellNoToken() {
        TokenKey key = new TokenKey("shop", TOKEN);
        Pass pass = new Pass(key, new byte[] {1, 2, 3}, Duration.ofSeconds(1));
        Attempt attempt = new Attempt(key, 1, Duration.ofSeconds(1), true, Optional.of(pass));
        for (String text : List.of(key.toString(), pass.toString(), attempt.toString())) {
            String lower = text.toLowerCase(Locale.ROOT);
            assertFalse(lower.contains(TOKEN.toString()), text);
            for (long half : new long[] {TOKEN.getMostSignificantBits(), TOKEN.getLeastSignificantBits()}) {
                assertFalse(lower.contains(Long.toString(half)), text);
                assertFalse(lower.contains(Long.toHexString(half)), text);
            }
        }
    }

    // the digest

    /** Nodes of different releases may share a store. */
    @Test
    void digest_isTheSha256OfTokenAndSite_inEveryRelease() {
        assertEquals(
                "f083b1a8e27bdaeaf60d708451330228a586bf77f3790ff05286ddea082b1aff", hex(new TokenKey("shop", TOKEN)));
    }

    @Test
    void digests_differ_exactlyIfAPartOfTheKeyDoes() {
        assertArrayEquals(key("shop", 1, 2).digest(), key("shop", 1, 2).digest());
        Set<String> digests = new HashSet<>();
        for (String site : List.of("shop", "blog", "shop.", "s", "Shop")) {
            assertTrue(digests.add(hex(key(site, 1, 2))));
            assertTrue(digests.add(hex(key(site, 2, 1))));
            for (int bit = 0; bit < 64; bit++) {
                assertTrue(digests.add(hex(key(site, 1 ^ 1L << bit, 2))));
                assertTrue(digests.add(hex(key(site, 1, 2 ^ 1L << bit))));
            }
        }
    }

    @Test
    void digest_isAnArrayOfItsOwn() {
        TokenKey key = new TokenKey("shop", TOKEN);
        byte[] digest = key.digest();
        digest[0] ^= 1;
        assertFalse(Arrays.equals(digest, key.digest()));
    }

    /** Neither as it is nor in part: no four bytes of a token stand anywhere in its digest. */
    @Test
    void digest_tellsNoToken() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 1_000; i++) {
            UUID token = new UUID(random.nextLong(), random.nextLong());
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(token.getMostSignificantBits())
                    .putLong(token.getLeastSignificantBits())
                    .array();
            String digest = hex(new TokenKey("shop", token));
            assertEquals(64, digest.length());
            for (int from = 0; from + 4 <= bytes.length; from++) {
                assertFalse(digest.contains(HexFormat.of().formatHex(bytes, from, from + 4)));
            }
        }
    }

    @Test
    void digests_areTheSameFromEveryThread() {
        try (Crowd crowd = new Crowd(8)) {
            List<Set<String>> all = crowd.all(thread -> {
                Set<String> made = new HashSet<>();
                for (int i = 0; i < 20_000; i++) {
                    made.add(hex(key("shop", i, i)));
                }
                return made;
            });
            assertTrue(all.stream().allMatch(all.get(0)::equals));
            assertEquals(20_000, all.get(0).size());
        }
    }

    private static TokenKey key(String site, long high, long low) {
        return new TokenKey(site, new UUID(high, low));
    }

    private static String hex(TokenKey key) {
        return HexFormat.of().formatHex(key.digest());
    }
}
