package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2Test {
    private static final Argon2 CHEAP = new Argon2(64, 1, 1);
    private static final Password PASSWORD = Password.of("password");
    private final SecureRandom random = new SecureRandom();

    /** From the test suite of the reference implementation (phc-winner-argon2, src/test.c, version 0x13, Argon2id). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg",
            })
    void hashesOfTheReferenceImplementation_areRead(String hash) {
        assertTrue(Argon2.matches(PASSWORD, hash));
        assertFalse(Argon2.matches(Password.of("Password"), hash));
    }

    @Test
    void theRecommendedCost_isOwasps() {
        assertEquals(new Argon2(19_456, 2, 1), Argon2.RECOMMENDED);
    }

    @Test
    void aHash_saysItsCost_andMatchesItsPasswordAlone() {
        String hash = CHEAP.hash(PASSWORD, random);
        assertTrue(hash.startsWith("$argon2id$v=19$m=64,t=1,p=1$"));
        assertTrue(Argon2.matches(PASSWORD, hash));
        assertFalse(Argon2.matches(Password.of("passworD"), hash));
    }

    @Test
    void twoHashesOfOnePassword_differ() {
        assertNotEquals(CHEAP.hash(PASSWORD, random), CHEAP.hash(PASSWORD, random));
    }

    @Test
    void aHashOfLessMemoryOrFewerIterations_isOutdated_oneOfMoreIsNot() {
        Argon2 cost = new Argon2(128, 2, 1);
        assertTrue(cost.isMoreThan(new Argon2(64, 2, 1).hash(PASSWORD, random)));
        assertTrue(cost.isMoreThan(new Argon2(128, 1, 1).hash(PASSWORD, random)));
        assertFalse(cost.isMoreThan(cost.hash(PASSWORD, random)));
        assertFalse(cost.isMoreThan(new Argon2(256, 3, 1).hash(PASSWORD, random)));
        assertTrue(cost.isMoreThan("$2a$10$abcdefghijklmnopqrstuv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY",
                "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
            })
    void whatIsNoHash_matchesNothing(String text) {
        assertFalse(Argon2.matches(PASSWORD, text));
    }
}
