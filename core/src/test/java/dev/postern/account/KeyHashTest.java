package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class KeyHashTest {
    /** FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void itIsTheSha256OfTheKey() {
        assertEquals(OF_ABC, KeyHash.of("abc").toString());
        assertEquals(KeyHash.parse(OF_ABC), KeyHash.of("abc"));
        assertEquals(KeyHash.parse(OF_ABC).hashCode(), KeyHash.of("abc").hashCode());
    }

    @Test
    void hashesThatDifferAnywhere_areNotEqual() {
        for (int i = 0; i < OF_ABC.length(); i++) {
            String other = OF_ABC.substring(0, i) + (OF_ABC.charAt(i) == '0' ? '1' : '0') + OF_ABC.substring(i + 1);
            assertNotEquals(KeyHash.parse(other), KeyHash.of("abc"), "place " + i);
        }
        assertNotEquals(OF_ABC, KeyHash.of("abc"));
    }
}
