package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTextTest {
    private static final String UUID_TEXT = "0196e1a2-b3c4-8d5e-9f60-718293a4b5c6";

    @Test
    void uuids_inEitherCase_areReadAsTheyWereWritten() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            assertEquals(Optional.of(uuid), UuidText.parse(uuid.toString()));
            assertEquals(Optional.of(uuid), UuidText.parse(uuid.toString().toUpperCase(Locale.ROOT)));
        }
    }

    @Test
    void uuidOfZerosOrOnes_isOne() {
        assertEquals(Optional.of(new UUID(0, 0)), UuidText.parse("00000000-0000-0000-0000-000000000000"));
        assertEquals(Optional.of(new UUID(-1, -1)), UuidText.parse("ffffffff-ffff-ffff-ffff-ffffffffffff"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1-2-3-4-5",
                "0-0-0-0-0",
                "0196e1a2b3c48d5e9f60718293a4b5c6",
                "{0196e1a2-b3c4-8d5e-9f60-718293a4b5c6}",
                "urn:uuid:0196e1a2-b3c4-8d5e-9f60-718293a4b5c6",
                " 0196e1a2-b3c4-8d5e-9f60-718293a4b5c6",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5c6 ",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5c",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5c67",
                "0196e1a2-b3c4-8d5e-9f6-0718293a4b5c6",
                "0196e1a2-b3c4-8d5e9-f60-718293a4b5c6",
                "00196e1a2-b3c4-8d5e-9f6-718293a4b5c6",
                "0196e1a2--b3c-8d5e-9f60-718293a4b5c6",
                "------------------------------------",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5cg",
                "+196e1a2-b3c4-8d5e-9f60-718293a4b5c6",
                "-196e1a2-b3c4-8d5e-9f60-718293a4b5c6",
                "0x96e1a2-b3c4-8d5e-9f60-718293a4b5c6",
                "٠196e1a2-b3c4-8d5e-9f60-718293a4b5c6",
                "０196e1a2-b3c4-8d5e-9f60-718293a4b5c6",
                "0196e1a2-b3c4-8d5e-9f60-718293a4b5cａ",
                "0196e1a2‐b3c4‐8d5e‐9f60‐718293a4b5c6"
            })
    void whatIsNot36CharactersOfAUuid_isNone(String text) {
        assertTrue(UuidText.parse(text).isEmpty());
    }

    @Test
    void anyOtherCharacterAnywhere_makesItNone() {
        for (int place = 0; place < UUID_TEXT.length(); place++) {
            for (char c = 0; c < Character.MAX_VALUE; c++) {
                boolean hyphen = UUID_TEXT.charAt(place) == '-';
                boolean hex = "0123456789abcdefABCDEF".indexOf(c) >= 0;
                char[] changed = UUID_TEXT.toCharArray();
                changed[place] = c;
                assertEquals(
                        hyphen ? c == '-' : hex,
                        UuidText.parse(new String(changed)).isPresent(),
                        "character " + (int) c + " at " + place);
            }
        }
    }
}
