package dev.postern.limit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text is a rate or refused as documented. */
class RateFuzz {
    @FuzzTest
    void parse(FuzzedDataProvider data) {
        Rate rate;
        try {
            rate = Rate.parse(data.consumeRemainingAsString());
        } catch (IllegalArgumentException documented) {
            return;
        }
        assertFalse(rate.per().isNegative());
    }
}
