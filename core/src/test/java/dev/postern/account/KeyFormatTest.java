package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFormatTest {
    private static final KeyFormat FORMAT = KeyFormat.DEFAULT;
    private static final String BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private final SecureRandom random = new SecureRandom();

    @Test
    void aKey_isItsPrefixThirtyTwoCharactersAndSixThatCheckThem() {
        assertTrue(FORMAT.newSecret(random).matches("aic_sk_[0-9A-Za-z]{38}"));
        assertTrue(FORMAT.newPublishable(random).matches("aic_pk_[0-9A-Za-z]{38}"));
    }

    @Test
    void thirtyTwoOf62Characters_areMoreThan160Bits() {
        assertTrue(32 * Math.log(62) / Math.log(2) > 160);
    }

    @Test
    void theCheck_isTheCrc32InBase62() {
        String key = FORMAT.newSecret(random);
        CRC32 crc = new CRC32();
        crc.update(key.substring(0, 39).getBytes(StandardCharsets.US_ASCII));
        long value = 0;
        for (char c : key.substring(39).toCharArray()) {
            value = value * 62 + BASE_62.indexOf(c);
        }
        assertEquals(crc.getValue(), value);
    }

    @Test
    void everyMistypedCharacter_andEverySwappedPair_isTold() {
        String key = FORMAT.newSecret(random);
        for (int i = 0; i < key.length(); i++) {
            char wrong = key.charAt(i) == 'x' ? 'y' : 'x';
            assertFalse(FORMAT.isSecret(key.substring(0, i) + wrong + key.substring(i + 1)), "place " + i);
            if (i > 0 && key.charAt(i) != key.charAt(i - 1)) {
                String swapped = key.substring(0, i - 1) + key.charAt(i) + key.charAt(i - 1) + key.substring(i + 1);
                assertFalse(FORMAT.isSecret(swapped), "places " + (i - 1) + " and " + i);
            }
        }
    }

    @Test
    void aPublishableKey_isNoSecretOne_andTheOtherWayRound() {
        assertFalse(FORMAT.isSecret(FORMAT.newPublishable(random)));
        assertFalse(FORMAT.isPublishable(FORMAT.newSecret(random)));
        assertTrue(FORMAT.isSecret(FORMAT.newSecret(random)));
        assertTrue(FORMAT.isPublishable(FORMAT.newPublishable(random)));
    }

    @Test
    void aKeyOfAnotherBrand_isNone() {
        assertFalse(FORMAT.isSecret(new KeyFormat("shop").newSecret(random)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aic_sk_", "aic_sk_0", "ключ", "aic_sk_00000000000000000000000000000000ääääää"})
    void whatIsTooShortOrOfOtherCharacters_isNone(String text) {
        assertFalse(FORMAT.isSecret(text));
    }

    @Test
    void whatIsVeryLong_isNone() {
        assertFalse(FORMAT.isSecret("aic_sk_" + "0".repeat(1_000_000)));
    }

    @Test
    void keys_differ_andEveryCharacterComesEverywhere() {
        Set<String> keys = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        for (int n = 0; n < 5_000; n++) {
            String key = FORMAT.newSecret(random);
            keys.add(key);
            for (int place = 7; place < 39; place++) {
                seen.add(place * 128 + key.charAt(place));
            }
        }
        assertEquals(5_000, keys.size());
        assertEquals(32 * 62, seen.size()); // that one of them is missing: less than 1 in 10^31
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AIC", "1aic", "aic_", "aic-x", "abcdefghijk"})
    void aBrand_isOneToTenOfSmallLettersAndDigits_aLetterFirst(String brand) {
        assertThrows(IllegalArgumentException.class, () -> new KeyFormat(brand));
    }
}
