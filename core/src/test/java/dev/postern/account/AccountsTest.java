package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who an account is, and what becomes of it. */
class AccountsTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final Argon2 CHEAP = new Argon2(8, 1, 1);
    private static final EmailAddress ADA = email("Ada@example.com");
    private static final EmailAddress BOB = email("bob@example.com");
    private static final Password RIGHT = Password.of("mother of pearl");
    private static final Password WRONG = Password.of("Mother of pearl");
    private static final Password NEXT = Password.of("fish and chips");
    private static final UUID TOKEN = new UUID(1, 2);

    private final TestClock clock = new TestClock();
    private final List<Accounts> nodes = new ArrayList<>();

    @AfterEach
    void closeNodes() {
        nodes.forEach(Accounts::close);
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whoRegistered_logsIn_onEveryNode(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        clock.advanceMillis(1);
        Session registered =
                accounts.register(ADA, RIGHT, Optional.of("Ada Lovelace")).orElseThrow();
        Account account = registered.account();
        assertEquals("Ada@example.com", account.email());
        assertEquals(Optional.of("Ada Lovelace"), account.name());
        assertEquals(TestClock.START.plusMillis(1), account.createdAt());
        assertEquals(0, registered.generation());

        clock.advance(Duration.ofDays(1));
        Accounts other = node(dataSource);
        for (Accounts node : List.of(accounts, other)) {
            assertEquals(Optional.of(registered), node.login(ADA, RIGHT));
            assertEquals(Optional.of(account), node.of(account.id(), 0, TOKEN));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anAddressInOtherCase_isTaken_andLogsIn(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        Optional<Session> ada = accounts.register(ADA, RIGHT, Optional.empty());
        assertTrue(ada.isPresent());
        assertEquals(Optional.empty(), accounts.register(ADA, NEXT, Optional.empty()));
        assertEquals(Optional.empty(), accounts.register(email("aDA@Example.COM"), NEXT, Optional.empty()));
        assertEquals(ada, accounts.login(email("aDA@Example.COM"), RIGHT));
        assertEquals(Optional.empty(), accounts.login(ADA, NEXT), "who came second has changed nothing");
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aWrongPassword_andAnUnknownAddress_areAnsweredAlike(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        register(accounts, ADA);
        assertEquals(Optional.empty(), accounts.login(ADA, WRONG));
        assertEquals(Optional.empty(), accounts.login(BOB, RIGHT));
        assertDoesNotThrow(accounts::loginOfNobody);
        assertTrue(accounts.login(ADA, RIGHT).isPresent());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void ofTwoWhoRegisterOneAddressAtOnce_oneSucceeds(TestDatabase dataSource) {
        List<Accounts> both = List.of(node(dataSource), node(dataSource));
        List<Password> passwords = List.of(RIGHT, NEXT);
        try (Crowd crowd = new Crowd(2)) {
            for (int round = 0; round < 10; round++) {
                EmailAddress email = email("n" + round + "@example.com");
                List<Optional<Session>> sessions =
                        crowd.all(i -> both.get(i).register(email, passwords.get(i), Optional.empty()));
                assertEquals(1, sessions.stream().filter(Optional::isPresent).count());
                int winner = sessions.get(0).isPresent() ? 0 : 1;
                assertEquals(sessions.get(winner), both.get(0).login(email, passwords.get(winner)));
                assertEquals(Optional.empty(), both.get(0).login(email, passwords.get(1 - winner)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void ids_arePositiveAndExactInADouble_andDiffer(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        long last = 0;
        for (int n = 0; n < 20; n++) {
            long id = register(accounts, email("n" + n + "@example.com"));
            assertTrue(id > 0 && id < 1L << 53, "id " + id);
            assertNotEquals(last, id);
            last = id;
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aName_has1To100Characters_ofAnyAlphabet_noControlCharacters(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        List<String> names = List.of("x", "x".repeat(100), "李明", "ключ".repeat(25), "\uD83D\uDD11".repeat(100));
        for (int n = 0; n < names.size(); n++) {
            EmailAddress email = email("n" + n + "@example.com");
            assertTrue(
                    accounts.register(email, RIGHT, Optional.of(names.get(n))).isPresent());
            Account account = accounts.login(email, RIGHT).orElseThrow().account();
            assertEquals(Optional.of(names.get(n)), account.name());
        }
        for (String name : List.of(
                "", " ", "\u3000\t", "x".repeat(101), "\uD83D\uDD11".repeat(101), "a\u0000b", "a\nb", "a\uD83Db")) {
            assertThrows(IllegalArgumentException.class, () -> accounts.register(ADA, RIGHT, Optional.of(name)), name);
        }
        assertEquals(Optional.empty(), accounts.login(ADA, RIGHT), "refused, and not made either");
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aToken_speaksForItsAccount_inItsGeneration_untilItIsEnded(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        Session session = accounts.register(ADA, RIGHT, Optional.empty()).orElseThrow();
        Account ada = session.account();
        UUID other = new UUID(3, 4);
        assertEquals(Optional.of(ada), accounts.of(ada.id(), 0, TOKEN));
        assertEquals(Optional.empty(), accounts.of(ada.id(), 1, TOKEN));
        assertEquals(Optional.empty(), accounts.of(ada.id(), -1, TOKEN));
        assertEquals(Optional.empty(), accounts.of(ada.id() + 1, 0, TOKEN));

        accounts.endToken(TOKEN, clock.instant().plusSeconds(60));
        assertEquals(Optional.empty(), accounts.of(ada.id(), 0, TOKEN));
        assertEquals(Optional.empty(), node(dataSource).of(ada.id(), 0, TOKEN), "on another node");
        assertEquals(Optional.of(ada), accounts.of(ada.id(), 0, other));

        assertDoesNotThrow(() -> accounts.endToken(TOKEN, clock.instant().plusSeconds(90)), "it has ended already");
        assertEquals(Optional.empty(), accounts.of(ada.id(), 0, TOKEN));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anEndedToken_isForgottenOnceItHasExpired_notBefore(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        long ada = register(accounts, ADA);
        Instant expiry = clock.instant().plusSeconds(60);
        UUID longer = new UUID(3, 4);
        accounts.endToken(TOKEN, expiry);
        accounts.endToken(longer, expiry.plusMillis(1));

        clock.advance(Duration.ofHours(1).plusSeconds(60));
        accounts.forgetEndedTokens();
        assertEquals(2, endedTokens(dataSource), "by another node's clock it may expire now");
        assertEquals(Optional.empty(), accounts.of(ada, 0, TOKEN));

        clock.advanceMillis(1);
        accounts.forgetEndedTokens();
        assertEquals(1, endedTokens(dataSource));
        assertEquals(Optional.empty(), accounts.of(ada, 0, longer));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void changingThePassword_needsTheRightOne_andEndsAllTokens(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        long ada = register(accounts, ADA);
        long bob = register(accounts, BOB);
        assertFalse(accounts.changePassword(ada, WRONG, NEXT));
        assertFalse(accounts.changePassword(ada + 1, RIGHT, NEXT), "of nobody");
        assertTrue(accounts.of(ada, 0, TOKEN).isPresent());
        assertEquals(Optional.empty(), accounts.login(ADA, NEXT));

        assertTrue(accounts.changePassword(ada, RIGHT, NEXT));
        assertEquals(Optional.empty(), accounts.of(ada, 0, TOKEN));
        assertEquals(Optional.empty(), accounts.login(ADA, RIGHT));
        assertEquals(1, accounts.login(ADA, NEXT).orElseThrow().generation());
        assertTrue(accounts.of(ada, 1, TOKEN).isPresent());

        assertTrue(accounts.of(bob, 0, TOKEN).isPresent(), "another account's are as they were");
        assertTrue(accounts.login(BOB, RIGHT).isPresent());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void ofTwoWhoChangeThePasswordAtOnce_oneSucceeds(TestDatabase dataSource) {
        List<Accounts> both = List.of(node(dataSource), node(dataSource));
        List<Password> passwords = List.of(NEXT, Password.of("salt and vinegar"));
        try (Crowd crowd = new Crowd(2)) {
            for (int round = 0; round < 10; round++) {
                EmailAddress email = email("n" + round + "@example.com");
                long id = register(both.get(0), email);
                List<Boolean> changed = crowd.all(i -> both.get(i).changePassword(id, RIGHT, passwords.get(i)));
                assertEquals(1, changed.stream().filter(done -> done).count());
                int winner = changed.indexOf(true);
                assertEquals(
                        1,
                        both.get(0)
                                .login(email, passwords.get(winner))
                                .orElseThrow()
                                .generation());
                assertEquals(Optional.empty(), both.get(0).login(email, passwords.get(1 - winner)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void resettingThePassword_needsTheAddressAlone_andEndsAllTokens(TestDatabase dataSource) {
        Accounts accounts = node(dataSource);
        long ada = register(accounts, ADA);
        register(accounts, BOB);
        assertFalse(accounts.resetPassword(email("nobody@example.com"), NEXT));
        assertTrue(accounts.of(ada, 0, TOKEN).isPresent());

        assertTrue(accounts.resetPassword(email("ADA@EXAMPLE.COM"), NEXT));
        assertEquals(Optional.empty(), accounts.of(ada, 0, TOKEN));
        assertEquals(Optional.empty(), accounts.login(ADA, RIGHT));
        assertEquals(1, accounts.login(ADA, NEXT).orElseThrow().generation());
        assertTrue(accounts.login(BOB, RIGHT).isPresent());
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void aHashOfLessCost_isMadeAnewAtTheNextLogin(TestDatabase dataSource) {
        Session ada = node(dataSource).register(ADA, RIGHT, Optional.empty()).orElseThrow();
        String cheap = storedHash(dataSource);
        assertTrue(cheap.contains("$m=8,t=1,p=1$"), cheap);

        Accounts dearer = node(dataSource, new Argon2(16, 2, 1));
        assertEquals(Optional.empty(), dearer.login(ADA, WRONG));
        assertEquals(cheap, storedHash(dataSource), "a wrong password changes nothing");
        assertEquals(Optional.of(ada), dearer.login(ADA, RIGHT));
        String dear = storedHash(dataSource);
        assertTrue(dear.contains("$m=16,t=2,p=1$"), dear);

        assertEquals(Optional.of(ada), dearer.login(ADA, RIGHT));
        assertEquals(Optional.of(ada), node(dataSource).login(ADA, RIGHT));
        assertEquals(Optional.empty(), dearer.login(ADA, WRONG));
        assertEquals(dear, storedHash(dataSource), "made once, and never at less cost again");
    }

    private Accounts node(TestDatabase dataSource) {
        return node(dataSource, CHEAP);
    }

    private Accounts node(TestDatabase dataSource, Argon2 cost) {
        Accounts node = Accounts.on(open(dataSource), clock, cost);
        nodes.add(node);
        return node;
    }

    private Database open(TestDatabase dataSource) {
        return Database.open(dataSource::getConnection, clock);
    }

    private static long register(Accounts accounts, EmailAddress email) {
        return accounts.register(email, RIGHT, Optional.empty())
                .orElseThrow()
                .account()
                .id();
    }

    private long endedTokens(TestDatabase dataSource) {
        return open(dataSource)
                .inTransaction(tx -> tx.first("SELECT COUNT(*) FROM postern_ended_token", row -> row.getLong(1)))
                .orElseThrow();
    }

    private String storedHash(TestDatabase dataSource) {
        return open(dataSource)
                .inTransaction(tx -> tx.first("SELECT password_hash FROM postern_account", row -> row.getString(1)))
                .orElseThrow();
    }

    private static EmailAddress email(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }
}
