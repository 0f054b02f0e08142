package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PasswordTest {
    @Test
    void eightTo128Characters_areAPassword() {
        assertThrows(IllegalArgumentException.class, () -> Password.of("1234567"));
        assertDoesNotThrow(() -> Password.of("12345678"));
        assertDoesNotThrow(() -> Password.of("x".repeat(128)));
        assertThrows(IllegalArgumentException.class, () -> Password.of("x".repeat(129)));
        assertThrows(IllegalArgumentException.class, () -> Password.of("x".repeat(1_000_000)));
    }

    @Test
    void characters_areCounted_notWhatEncodesThem() {
        assertDoesNotThrow(() -> Password.of("\uD83D\uDD11".repeat(128)));
        assertThrows(IllegalArgumentException.class, () -> Password.of("\uD83D\uDD11".repeat(7)));
    }

    @Test
    void aCharacterTypedInTwoWays_isOne() {
        assertArrayEquals(
                Password.of("Pa\u00DFw\u00F6rter").bytes(),
                Password.of("Pa\u00DFwo\u0308rter").bytes());
    }

    @Test
    void itSaysNothingOfItself() {
        String refusal = assertThrows(IllegalArgumentException.class, () -> Password.of("geheim"))
                .getMessage();
        assertFalse(String.valueOf(refusal).contains("geheim"));
        assertFalse(Password.of("geheimes Wort").toString().contains("geheim"));
    }
}
