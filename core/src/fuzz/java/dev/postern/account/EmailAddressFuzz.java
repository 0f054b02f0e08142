package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text is an address, which reads as the same again and breaks no line, or none. */
class EmailAddressFuzz {
    @FuzzTest
    void parse(FuzzedDataProvider data) {
        EmailAddress.parse(data.consumeRemainingAsString()).ifPresent(address -> {
            String text = address.toString();
            assertEquals(address, EmailAddress.parse(text).orElseThrow());
            assertTrue(text.chars().noneMatch(c -> c <= ' ' || c == 0x7F), "an address with a space in it");
        });
    }
}
