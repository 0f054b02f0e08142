package dev.postern.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.TestDatabase;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes with an account, and what stays. */
class AccountDeletionTest {
    private static final String DATABASES = "dev.postern.database.TestDatabases#all";
    private static final ApiKeySettings SETTINGS =
            ApiKeySettings.builder("shop").build();
    private static final UUID TOKEN = new UUID(1, 2);

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource(DATABASES)
    void anAccount_goesWithItsKeysAndCounts_andNobodyElses(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        long bob = Owners.add(database, "bob");
        ApiKeys keys = keys(database);
        NewApiKey adas = keys.create(ada, SETTINGS).orElseThrow();
        NewApiKey adasRevoked = keys.create(ada, SETTINGS).orElseThrow();
        assertTrue(keys.revoke(ada, adasRevoked.key().id()));
        NewApiKey bobs = keys.create(bob, SETTINGS).orElseThrow();
        for (NewApiKey key : List.of(adas, adasRevoked, bobs)) {
            count(database, key.key().id());
        }

        assertTrue(Owners.delete(database, ada));
        assertEquals(List.of(bob), ids(database, "SELECT id FROM postern_account"));
        assertEquals(List.of(bobs.key().id()), ids(database, "SELECT id FROM postern_api_key"));
        assertEquals(List.of(bobs.key().id()), ids(database, "SELECT key_id FROM postern_count"));
        assertFalse(Owners.delete(database, ada), "it is gone");
        assertFalse(Owners.delete(database, ada + 1), "it never was");
        assertEquals(List.of(bob), ids(database, "SELECT id FROM postern_account"));
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void theAddress_isFreeAgain_butOldTokensOpenNothing(TestDatabase dataSource) {
        Database database = open(dataSource);
        try (Accounts accounts = Accounts.on(database, clock, new Argon2(8, 1, 1))) {
            EmailAddress email = EmailAddress.parse("ada@example.com").orElseThrow();
            Password password = Password.of("mother of pearl");
            long first = accounts.register(email, password, Optional.empty())
                    .orElseThrow()
                    .account()
                    .id();
            assertTrue(accounts.delete(first));
            assertEquals(Optional.empty(), accounts.login(email, password));
            assertEquals(Optional.empty(), accounts.of(first, 0, TOKEN));
            assertFalse(accounts.resetPassword(email, password));
            assertFalse(accounts.changePassword(first, password, password));

            assertTrue(accounts.register(email, password, Optional.empty()).isPresent());
            assertEquals(Optional.empty(), accounts.of(first, 0, TOKEN));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void itsKeys_openNothing_atOnceWhereItWasDeleted_andSoonOnOtherNodes(TestDatabase dataSource) {
        Database database = open(dataSource);
        long ada = Owners.add(database, "ada");
        ApiKeys here = keys(database);
        ApiKeys there = keys(database);
        NewApiKey key = here.create(ada, SETTINGS).orElseThrow();
        for (ApiKeys node : List.of(here, there)) {
            assertTrue(node.find(key.secret()).isPresent());
            assertTrue(node.findPublished(key.key().publishableKey()).isPresent());
        }
        here.revokeAll(ada);
        assertTrue(Owners.delete(database, ada));
        assertEquals(Optional.empty(), here.find(key.secret()));
        assertEquals(Optional.empty(), here.findPublished(key.key().publishableKey()));
        clock.advance(Duration.ofSeconds(4));
        assertEquals(Optional.empty(), there.find(key.secret()));
        assertEquals(Optional.empty(), there.findPublished(key.key().publishableKey()));
        there.flush();
        assertEquals(List.of(), there.list(ada));
        assertEquals(Optional.empty(), there.create(ada, SETTINGS), "there is nobody to own it");
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void whileItsKeysAreMade_anAccountCanBeDeleted_andNoneIsLeft(TestDatabase dataSource) {
        Database database = open(dataSource);
        ApiKeys keys = keys(database);
        try (Crowd crowd = new Crowd(4)) {
            for (int round = 0; round < 10; round++) {
                long id = Owners.add(database, "n" + round);
                List<Boolean> done = crowd.all(i -> i == 0
                        ? Owners.delete(database, id)
                        : keys.create(id, SETTINGS).isPresent());
                assertTrue(done.get(0), "deleted");
                assertEquals(List.of(), ids(database, "SELECT id FROM postern_api_key"));
                assertEquals(List.of(), ids(database, "SELECT id FROM postern_account"));
            }
        }
    }

    private ApiKeys keys(Database database) {
        return ApiKeys.on(database, clock, clock.ticker(), "aic");
    }

    private Database open(TestDatabase dataSource) {
        return Database.open(dataSource::getConnection, clock);
    }

    private static void count(Database database, long keyId) {
        database.inTransaction(tx -> tx.update(
                "INSERT INTO postern_count VALUES (?, 60, 0, 1, 1, 1, 1, 1, 1, 1, ?)", keyId, new byte[] {1}));
    }

    private static List<Long> ids(Database database, String query) {
        return database.inTransaction(tx -> tx.all(query, row -> row.getLong(1)));
    }
}
