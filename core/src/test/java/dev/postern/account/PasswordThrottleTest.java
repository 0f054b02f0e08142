package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.account.TryLaterException.Reason;
import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many passwords may be tried for one account: 10, and one more with every minute. */
class PasswordThrottleTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final Argon2 CHEAP = new Argon2(8, 1, 1);
    private static final EmailAddress ADA = email("ada@example.com");
    private static final EmailAddress BOB = email("bob@example.com");
    private static final EmailAddress NOBODY = email("nobody@example.com");
    private static final Password RIGHT = Password.of("mother of pearl");
    private static final Password WRONG = Password.of("Mother of pearl");

    private final TestClock clock = new TestClock();
    private final List<Accounts> nodes = new ArrayList<>();

    @AfterEach
    void closeNodes() {
        nodes.forEach(Accounts::close);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void theEleventhTry_isRefused_evenWithTheRightPassword(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        long ada = register(accounts, ADA);
        for (int n = 0; n < 9; n++) {
            assertEquals(Optional.empty(), accounts.login(ADA, WRONG));
        }
        assertTrue(accounts.login(ADA, RIGHT).isPresent(), "the tenth");
        assertThrottled(() -> accounts.login(ADA, WRONG));
        assertThrottled(() -> accounts.login(ADA, RIGHT));
        assertThrottled(() -> accounts.login(email("ADA@example.com"), RIGHT));
        assertTrue(accounts.changePassword(ada, RIGHT, WRONG), "strangers don't keep the owner from changing it");
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aStrangersTries_dontKeepTheOwnerOut(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        register(accounts, ADA);
        for (int n = 0; n < 10; n++) {
            assertEquals(Optional.empty(), accounts.login(ADA, WRONG, "192.0.2.1"));
        }
        assertThrottled(() -> accounts.login(ADA, WRONG, "192.0.2.1"));
        assertTrue(accounts.login(ADA, RIGHT, "192.0.2.2").isPresent());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void manyStrangersTogether_haveAHundredTries(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        register(accounts, ADA);
        int tries = 0;
        while (isTried(accounts, "client " + tries) && tries < 1000) {
            tries++;
        }
        assertTrue(tries >= 100 && tries < 1000, "tries: " + tries);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void triesToChangeThePassword_areCountedToo_apartFromThoseToLogIn(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        long ada = register(accounts, email("Ada@Example.com"));
        for (int n = 0; n < 10; n++) {
            assertFalse(accounts.changePassword(ada, WRONG, RIGHT));
        }
        assertThrottled(() -> accounts.changePassword(ada, RIGHT, WRONG));
        assertTrue(accounts.login(ADA, RIGHT).isPresent());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anUnknownAddress_isThrottledAsAKnownOneIs(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        register(accounts, ADA);
        for (int n = 0; n < 10; n++) {
            assertEquals(accounts.login(ADA, WRONG), accounts.login(NOBODY, WRONG));
        }
        TryLaterException known = assertThrottled(() -> accounts.login(ADA, WRONG));
        TryLaterException unknown = assertThrottled(() -> accounts.login(NOBODY, WRONG));
        assertEquals(known.getMessage(), unknown.getMessage());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anotherAccount_isNotAffected(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        register(accounts, ADA);
        long bob = register(accounts, BOB);
        exhaust(accounts, ADA);
        assertTrue(accounts.login(BOB, RIGHT).isPresent());
        assertTrue(accounts.changePassword(bob, RIGHT, WRONG));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whatTriesNoPasswordOfTheAccount_isNotThrottled(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        long ada = register(accounts, ADA);
        exhaust(accounts, ADA);
        assertDoesNotThrow(accounts::loginOfNobody);
        assertEquals(Optional.empty(), accounts.register(ADA, RIGHT, Optional.empty()));
        assertTrue(accounts.of(ada, 0, new UUID(1, 2)).isPresent());
        assertTrue(accounts.resetPassword(ADA, WRONG));
        assertThrottled(() -> accounts.login(ADA, WRONG));
    }

    private static boolean isTried(Accounts accounts, String client) {
        try {
            return accounts.login(ADA, WRONG, client).isEmpty();
        } catch (TryLaterException e) {
            return false;
        }
    }

    private static void exhaust(Accounts accounts, EmailAddress email) {
        for (int n = 0; n < 10; n++) {
            assertEquals(Optional.empty(), accounts.login(email, WRONG));
        }
        assertThrottled(() -> accounts.login(email, WRONG));
    }

    private static TryLaterException assertThrottled(Executable attempt) {
        TryLaterException e = assertThrows(TryLaterException.class, attempt);
        assertEquals(Reason.THROTTLED, e.reason());
        assertTrue(e.retryAfter().compareTo(Duration.ZERO) > 0, "retry after " + e.retryAfter());
        assertTrue(e.retryAfter().compareTo(Duration.ofMinutes(1)) <= 0, "retry after " + e.retryAfter());
        return e;
    }

    private Accounts node(TestDatabase dataSource) {
        Accounts node = Accounts.on(Database.open(dataSource::getConnection, clock), clock, CHEAP);
        nodes.add(node);
        return node;
    }

    private static long register(Accounts accounts, EmailAddress email) {
        return accounts.register(email, RIGHT, Optional.empty())
                .orElseThrow()
                .account()
                .id();
    }

    private static EmailAddress email(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
