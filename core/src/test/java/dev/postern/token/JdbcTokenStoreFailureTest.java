package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.FailingConnections;
import dev.postern.database.Pool;
import dev.postern.database.TestDatabase;
import dev.postern.database.TestDatabases;
import dev.postern.database.Wire;
import dev.postern.testing.TestClock;
import dev.postern.token.jdbc.JdbcTokenStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The store where its database, or the network to it, is slow or fails; and how often that network is waited for. */
class JdbcTokenStoreFailureTest {
    private static final String ALL = "dev.postern.database.TestDatabases#all";
    private static final String SERVERS = "dev.postern.database.TestDatabases#servers";
    private static final Duration LIFETIME = Duration.ofSeconds(320);
    /** What is allowed is 0.5 seconds; the rest is for a machine that is busy. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource(SERVERS)
    void eachCall_isOneRoundTrip(TestDatabase server) {
        try (Wire wire = new Wire(server);
                Pool pool = new Pool(wire, 1)) {
            TokenStore store = store(pool);
            for (int i = 0; i < 20; i++) { // drivers prepare what they have seen a few times
                UUID idempotencyKey = UUID.randomUUID();
                Attempt earning = attempt(true);
                TokenKey pass = passOf(earning);
                oneRoundTrip(wire, true, () -> store.spend(earning));
                oneRoundTrip(wire, false, () -> store.spend(earning));
                oneRoundTrip(wire, true, () -> store.spend(attempt(false)));
                oneRoundTrip(wire, false, () -> isRedeemed(store, key()));
                oneRoundTrip(wire, true, () -> isRedeemed(store, pass, idempotencyKey));
                oneRoundTrip(wire, true, () -> isRedeemed(store, pass, idempotencyKey));
                oneRoundTrip(wire, false, () -> isRedeemed(store, pass));
            }
            clock.advance(Duration.ofSeconds(10));
            long before = wire.roundTrips();
            assertTrue(store.spend(attempt(false)));
            assertEquals(2, wire.roundTrips() - before, "that one tidied up, too");
        }
    }

    private static void oneRoundTrip(Wire wire, boolean reply, Supplier<Boolean> call) {
        long before = wire.roundTrips();
        assertEquals(reply, call.get());
        assertEquals(1, wire.roundTrips() - before);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void databaseThatIsAway_isToldAsUnavailable_andNothingIsSpentWhenItReturns(TestDatabase dataSource) {
        FailingConnections connections = new FailingConnections(dataSource);
        TokenStore store = store(connections);
        Attempt earned = attempt(true);
        assertTrue(store.spend(earned));
        Attempt next = attempt(true);
        connections.failAfter(0);
        unavailable(() -> store.spend(next));
        unavailable(() -> store.redeem(passOf(earned), Optional.empty()));
        connections.mend();
        assertTrue(store.spend(next));
        assertTrue(isRedeemed(store, passOf(next)));
        assertTrue(isRedeemed(store, passOf(earned)));
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void serverThatIsCutOff_isToldAsUnavailable_andNothingIsSpentWhenItReturns(TestDatabase server) {
        try (Wire wire = new Wire(server);
                Pool pool = new Pool(wire, 2)) {
            TokenStore store = store(pool);
            Attempt earned = attempt(true);
            assertTrue(store.spend(earned));
            Attempt next = attempt(true);
            wire.cut();
            for (int i = 0; i < 3; i++) { // by a connection that broke, and by none
                unavailable(() -> store.spend(next));
                unavailable(() -> store.redeem(passOf(earned), Optional.empty()));
            }
            wire.mend();
            assertTrue(store.spend(next));
            assertTrue(isRedeemed(store, passOf(next)));
            assertTrue(isRedeemed(store, passOf(earned)));
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void networkThatHangs_isToldAsUnavailable_soon(TestDatabase server) {
        try (Wire wire = new Wire(server);
                Pool pool = new Pool(wire, 1)) {
            TokenStore store = store(pool);
            Attempt earned = attempt(true);
            assertTrue(store.spend(earned));
            wire.hang();
            soon(() -> unavailable(() -> store.spend(attempt(false))));
            wire.mend();
            assertTrue(store.spend(attempt(false)));
            wire.hang();
            soon(() -> unavailable(() -> store.redeem(passOf(earned), Optional.empty())));
            wire.mend();
            assertTrue(isRedeemed(store, passOf(earned)));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void databaseThatWaitsForALock_isToldAsUnavailable_soon(TestDatabase dataSource) throws SQLException {
        TokenStore store = store(dataSource::getConnection);
        Attempt attempt = attempt(true);
        Attempt earned = attempt(true);
        assertTrue(store.spend(earned));
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement insert =
                            other.prepareStatement("INSERT INTO postern_spent (challenge, kept_until) VALUES (?, 1)");
                    PreparedStatement update =
                            other.prepareStatement("UPDATE postern_spent SET redeemed_with = pass")) {
                update.executeUpdate();
                insert.setBytes(1, Arrays.copyOf(attempt.challenge().digest(), 16));
                insert.executeUpdate();
            }
            soon(() -> unavailable(() -> store.spend(attempt)));
            soon(() -> unavailable(() -> store.redeem(passOf(earned), Optional.empty())));
            other.rollback();
        }
    }

    static Stream<TestDatabase> whatGivesStatementsUp() {
        return Stream.of(TestDatabases.h2(), TestDatabases.mariaDb());
    }

    @ParameterizedTest
    @MethodSource("whatGivesStatementsUp")
    void whatTheDatabaseHasGivenUp_isNotSpentLater(TestDatabase dataSource) throws SQLException {
        TokenStore store = store(dataSource::getConnection);
        Attempt attempt = attempt(true);
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement insert =
                    other.prepareStatement("INSERT INTO postern_spent (challenge, kept_until) VALUES (?, 1)")) {
                insert.setBytes(1, Arrays.copyOf(attempt.challenge().digest(), 16));
                insert.executeUpdate();
            }
            unavailable(() -> store.spend(attempt));
            other.rollback();
        }
        assertTrue(store.spend(attempt));
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void replyThatIsLost_leavesTheChallengeSpent_andItsPassIsNobodys(TestDatabase server) {
        try (Wire wire = new Wire(server);
                Pool pool = new Pool(wire, 1)) {
            TokenStore store = store(pool);
            Attempt attempt = attempt(true);
            wire.loseReplies();
            unavailable(() -> store.spend(attempt));
            wire.mend();
            assertFalse(store.spend(attempt));
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void replyToARedemptionThatIsLost_comesWhenItIsRepeatedWithItsIdempotencyKey_andNotWithout(TestDatabase server) {
        try (Wire wire = new Wire(server);
                Pool pool = new Pool(wire, 1)) {
            TokenStore store = store(pool);
            Attempt one = attempt(true);
            Attempt two = attempt(true);
            store.spend(one);
            store.spend(two);
            UUID idempotencyKey = UUID.randomUUID();
            wire.loseReplies();
            unavailable(() -> store.redeem(passOf(one), Optional.of(idempotencyKey)));
            wire.mend();
            assertTrue(isRedeemed(store, passOf(one), idempotencyKey));
            wire.loseReplies();
            unavailable(() -> store.redeem(passOf(two), Optional.empty()));
            wire.mend();
            assertFalse(isRedeemed(store, passOf(two)));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tableThatIsMissing_isToldAsUnavailable_withoutAKey(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        TokenStore store = JdbcTokenStore.on(database, clock);
        database.inTransaction(tx -> tx.update("DROP TABLE postern_spent"));
        unavailable(() -> store.spend(attempt(true)));
        unavailable(() -> store.redeem(key(), Optional.empty()));
    }

    private static void unavailable(Executable call) {
        StoreUnavailableException told = assertThrows(StoreUnavailableException.class, call);
        assertEquals(Duration.ofSeconds(5), told.retryAfter());
        String message = String.valueOf(told.getMessage());
        assertTrue(
                List.of(
                                "the token store's database fails: the data source gives no connection",
                                "the token store's database fails: the database refused a statement (SQLState ")
                        .stream()
                        .anyMatch(message::startsWith),
                message);
    }

    private static void soon(Executable call) {
        assertTimeoutPreemptively(SOON, call);
    }

    private TokenStore store(Database.Connections connections) {
        return JdbcTokenStore.on(Database.open(connections, clock), clock);
    }

    private static TokenKey key() {
        return new TokenKey("shop", UUID.randomUUID());
    }

    private static Attempt attempt(boolean right) {
        return new Attempt(
                key(),
                TokenStoreContract.ISSUED_AT,
                LIFETIME,
                right,
                right ? Optional.of(new Pass(key(), new byte[] {1, 2, 3}, LIFETIME)) : Optional.empty());
    }

    private static TokenKey passOf(Attempt attempt) {
        return attempt.pass().orElseThrow().key();
    }

    private static boolean isRedeemed(TokenStore store, TokenKey pass) {
        return store.redeem(pass, Optional.empty()).isPresent();
    }

    private static boolean isRedeemed(TokenStore store, TokenKey pass, UUID idempotencyKey) {
        return store.redeem(pass, Optional.of(idempotencyKey)).isPresent();
    }
}
