package dev.postern.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;

/** What is read as a UUID is the text of that UUID. */
class UuidTextFuzz {
    @FuzzTest
    void parse(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        UuidText.parse(text).ifPresent(uuid -> assertEquals(text.toLowerCase(Locale.ROOT), uuid.toString()));
    }
}
