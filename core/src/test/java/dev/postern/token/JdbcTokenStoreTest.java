package dev.postern.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.database.Database;
import dev.postern.database.Dialect;
import dev.postern.database.FailingConnections;
import dev.postern.database.Pool;
import dev.postern.database.TestDatabase;
import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import dev.postern.token.jdbc.JdbcTokenStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.postern.database.TestDatabases#all")
class JdbcTokenStoreTest extends TokenStoreContract {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration A_MILLISECOND = Duration.ofMillis(1);
    private static final Duration TIDIES_EVERY = Duration.ofSeconds(10);
    private static final Duration TIDIES_ON_AFTER = Duration.ofMillis(100);
    private static final int AT_A_TIME = 1_000;
    private static final int CROWD = 64;

    private final TestDatabase dataSource;
    private final TestClock clock = new TestClock();
    private final Pool pool;
    private final Pool otherPool;

    JdbcTokenStoreTest(TestDatabase dataSource) {
        this.dataSource = dataSource;
        this.pool = new Pool(dataSource::getConnection, 12);
        this.otherPool = new Pool(dataSource::getConnection, 12);
    }

    @Override
    protected TokenStore open() {
        return node(pool);
    }

    @Override
    protected void advance(Duration duration) {
        clock.advance(duration);
    }

    @Override
    protected int rounds() {
        return 8;
    }

    @BeforeEach
    void emptyTable() {
        database().inTransaction(tx -> tx.update("DELETE FROM postern_spent"));
    }

    @AfterEach
    void closePools() {
        pool.close();
        otherPool.close();
    }

    // several nodes

    @Test
    void ofManyAttemptsAtOnce_onTwoNodes_exactlyOneIsFirst_andItsPassIsRedeemedOnce() {
        TokenStore[] nodes = {node(pool), node(otherPool)};
        try (Crowd crowd = new Crowd(CROWD)) {
            for (int round = 0; round < rounds(); round++) {
                TokenKey challenge = key(SITE);
                List<TokenKey> passes = crowd.all(i -> key(SITE));
                List<Boolean> first =
                        crowd.all(i -> nodes[i % 2].spend(rightAttempt(challenge, passes.get(i), "pass " + i)));
                assertEquals(1, first.stream().filter(won -> won).count());
                int winner = first.indexOf(true);
                List<Optional<byte[]>> redeemed =
                        crowd.all(i -> nodes[i % 2].redeem(passes.get(winner), Optional.empty()));
                assertEquals(
                        List.of("pass " + winner),
                        redeemed.stream()
                                .flatMap(Optional::stream)
                                .map(content -> new String(content, StandardCharsets.UTF_8))
                                .toList());
                for (int i = 0; i < CROWD; i++) {
                    assertTrue(i == winner
                            || nodes[0].redeem(passes.get(i), Optional.empty()).isEmpty());
                }
            }
        }
        assertEquals(rounds(), rows(), "those that came second left nothing");
    }

    @Test
    void replyToAnIdempotencyKey_isTheSameOnAnotherNode() {
        TokenKey pass = key(SITE);
        UUID idempotencyKey = UUID.randomUUID();
        assertTrue(node(pool).spend(rightAttempt(key(SITE), pass, "content")));
        TokenStore other = node(otherPool);
        assertTrue(other.redeem(pass, Optional.of(idempotencyKey)).isPresent());
        assertTrue(node(pool).redeem(pass, Optional.of(idempotencyKey)).isPresent());
        assertTrue(node(pool).redeem(pass, Optional.of(UUID.randomUUID())).isEmpty());
        assertTrue(node(pool).redeem(pass, Optional.empty()).isEmpty());
    }

    @Test
    void nodeThatStartsAgain_remembersWhatWasSpentAndEarned() {
        Attempt attempt = rightAttempt(key(SITE), key(SITE), "content");
        try (TokenStore store = node(pool)) {
            assertTrue(store.spend(attempt));
        }
        try (TokenStore again = node(otherPool)) {
            assertFalse(again.spend(attempt));
            assertTrue(again.redeem(attempt.pass().orElseThrow().key(), Optional.empty())
                    .isPresent());
        }
    }

    // what the table holds

    @Test
    void table_holdsNoTokenAndNoSite() throws SQLException {
        UUID challenge = UUID.randomUUID();
        UUID pass = UUID.randomUUID();
        TokenStore store = node(pool);
        store.spend(rightAttempt(new TokenKey(SITE, challenge), new TokenKey(SITE, pass), "content"));
        store.redeem(new TokenKey(SITE, pass), Optional.of(UUID.randomUUID()));
        List<byte[]> values = values();
        assertEquals(1, count(values, "content".getBytes(StandardCharsets.UTF_8)), "the search finds what is there");
        for (UUID token : List.of(challenge, pass)) {
            byte[] whole = bytes(token);
            for (byte[] half : List.of(slice(whole, 0), slice(whole, 8))) {
                assertEquals(0, count(values, half));
                assertEquals(0, count(values, HexFormat.of().formatHex(half).getBytes(StandardCharsets.US_ASCII)));
            }
        }
        assertEquals(0, count(values, SITE.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void passLongerThanTheTableHolds_isRefused_andNothingIsSpent() {
        TokenStore store = node(pool);
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        assertThrows(
                IllegalArgumentException.class,
                () -> store.spend(new Attempt(
                        challenge,
                        TokenStoreContract.ISSUED_AT,
                        LIFETIME,
                        true,
                        Optional.of(new Pass(pass, new byte[65_536], LIFETIME)))));
        assertTrue(store.spend(new Attempt(
                challenge,
                TokenStoreContract.ISSUED_AT,
                LIFETIME,
                true,
                Optional.of(new Pass(pass, new byte[65_535], LIFETIME)))));
        assertEquals(65_535, store.redeem(pass, Optional.empty()).orElseThrow().length);
    }

    // what it costs

    @Test
    void eachCall_isOneStatement_andNoCommit() {
        FailingConnections counted = new FailingConnections(dataSource);
        JdbcTokenStore store = JdbcTokenStore.on(Database.open(counted, clock), clock);
        TokenKey challenge = key(SITE);
        TokenKey pass = key(SITE);
        Optional<UUID> idempotencyKey = Optional.of(UUID.randomUUID());
        List<Runnable> calls = List.of(
                () -> store.spend(rightAttempt(challenge, pass, "content")),
                () -> store.spend(rightAttempt(challenge, key(SITE), "late")),
                () -> store.spend(attempt(key(SITE), false)),
                () -> store.redeem(key(SITE), Optional.empty()),
                () -> store.redeem(pass, idempotencyKey),
                () -> store.redeem(pass, idempotencyKey),
                () -> store.redeem(pass, Optional.empty()));
        for (Runnable call : calls) {
            counted.mend();
            call.run();
            assertEquals(1, counted.calls());
        }
    }

    @Test
    void pool_whoseConnectionsDoNotCommitByThemselves_servesAsWell() {
        Database database = Database.open(
                () -> {
                    Connection connection = pool.connect();
                    connection.setAutoCommit(false);
                    return connection;
                },
                clock);
        TokenStore store = JdbcTokenStore.on(database, clock);
        Attempt attempt = rightAttempt(key(SITE), key(SITE), "content");
        assertTrue(store.spend(attempt));
        assertFalse(node(otherPool).spend(attempt));
        assertTrue(store.redeem(attempt.pass().orElseThrow().key(), Optional.empty())
                .isPresent());
        assertTrue(node(otherPool)
                .redeem(attempt.pass().orElseThrow().key(), Optional.empty())
                .isEmpty());
    }

    // tidying

    @Test
    void expiredRows_goAMinuteLater_andLiveOnesStay() {
        TokenStore store = node(pool);
        Duration brief = Duration.ofSeconds(30);
        store.spend(new Attempt(key(SITE), TokenStoreContract.ISSUED_AT, brief, false, Optional.empty()));
        Pass shortPass = new Pass(key(SITE), new byte[1], Duration.ofSeconds(1));
        store.spend(new Attempt(key(SITE), TokenStoreContract.ISSUED_AT, brief, true, Optional.of(shortPass)));
        Pass longPass = new Pass(key(SITE), new byte[1], LIFETIME);
        store.spend(new Attempt(key(SITE), TokenStoreContract.ISSUED_AT, brief, true, Optional.of(longPass)));
        Attempt longAttempt = attempt(key(SITE), false);
        store.spend(longAttempt);

        advance(brief.plus(A_MINUTE).minus(A_MILLISECOND));
        TokenStore early = node(pool); // one that has not tidied up yet, and is not due
        early.spend(attempt(key(SITE), false));
        assertEquals(5, rows());
        store.spend(attempt(key(SITE), false));
        assertEquals(6, rows(), "a millisecond too early");

        advance(TIDIES_EVERY);
        store.spend(attempt(key(SITE), false));
        assertEquals(5, rows(), "two went, and one came");
        assertFalse(store.spend(longAttempt));
        assertTrue(store.redeem(longPass.key(), Optional.empty()).isPresent());
    }

    @Test
    void manyExpiredRows_goAThousandAtATime_tenTimesASecondAtMost() {
        TokenStore store = node(pool);
        expiredRows(2 * AT_A_TIME + 500);
        advance(TIDIES_EVERY.minus(A_MILLISECOND));
        expectAfterOneMore(store, 2 * AT_A_TIME + 501, "not due yet");
        advance(A_MILLISECOND);
        expectAfterOneMore(store, AT_A_TIME + 502, "one batch");
        advance(TIDIES_ON_AFTER.minus(A_MILLISECOND));
        expectAfterOneMore(store, AT_A_TIME + 503, "not due again");
        advance(A_MILLISECOND);
        expectAfterOneMore(store, 504, "the next");
        advance(TIDIES_ON_AFTER);
        expectAfterOneMore(store, 5, "the rest");
        expiredRows(3);
        advance(TIDIES_EVERY.minus(A_MILLISECOND));
        expectAfterOneMore(store, 9, "there was no more, so it is not due for long");
        advance(A_MILLISECOND);
        expectAfterOneMore(store, 7, "due");
    }

    private void expectAfterOneMore(TokenStore store, long expected, String why) {
        assertTrue(store.spend(attempt(key(SITE), false)));
        assertEquals(expected, rows(), why);
    }

    @Test
    void attemptThatCameSecond_tidiesNothing() {
        TokenStore store = node(pool);
        Attempt attempt = attempt(key(SITE), false);
        store.spend(attempt);
        expiredRows(1);
        advance(TIDIES_EVERY);
        assertFalse(store.spend(attempt));
        assertEquals(2, rows());
    }

    @Test
    void nodesThatTidyAtOnce_removeAllThatExpired_andNothingElse_whileOthersSpend() {
        int size = database().dialect() == Dialect.H2 ? 2 : 16; // which is in one process, and makes them wait
        List<TokenStore> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add(node(i % 2 == 0 ? pool : otherPool));
        }
        expiredRows(20 * AT_A_TIME + 7);
        int spent = 0;
        try (Crowd crowd = new Crowd(nodes.size())) {
            advance(TIDIES_EVERY);
            for (int round = 0; round < 30 && rows() > spent; round++) {
                crowd.all(i -> {
                    TokenKey pass = key(SITE);
                    assertTrue(nodes.get(i).spend(rightAttempt(key(SITE), pass, "content")));
                    assertTrue(nodes.get(i).redeem(pass, Optional.empty()).isPresent());
                    return i;
                });
                spent += nodes.size();
                advance(TIDIES_ON_AFTER);
            }
        }
        assertEquals(spent, rows());
    }

    @Test
    void rowsThatAnotherNodeIsRemoving_areNotWaitedFor() throws SQLException {
        if (database().dialect() == Dialect.H2) {
            return; // which knows no rows that are skipped
        }
        expiredRows(50);
        TokenStore store = node(pool);
        advance(TIDIES_EVERY);
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock = other.prepareStatement(
                    "SELECT challenge FROM postern_spent ORDER BY kept_until LIMIT 20 FOR UPDATE")) {
                lock.executeQuery();
            }
            assertTrue(store.spend(attempt(key(SITE), false)));
            assertEquals(21, rows(), "those of the other, and the one that was just spent");
            other.rollback();
        }
        advance(TIDIES_EVERY);
        assertTrue(store.spend(attempt(key(SITE), false)));
        assertEquals(2, rows());
    }

    @Test
    void tidyingThatFails_doesNotMakeTheSpendFail() {
        FailingConnections connections = new FailingConnections(dataSource);
        JdbcTokenStore store = JdbcTokenStore.on(Database.open(connections, clock), clock);
        expiredRows(1);
        advance(TIDIES_EVERY);
        connections.failAfter(1);
        assertTrue(store.spend(attempt(key(SITE), false)));
        assertEquals(2, rows());
        connections.mend();
        advance(TIDIES_EVERY);
        assertTrue(store.spend(attempt(key(SITE), false)));
        assertEquals(2, rows());
    }

    // helpers

    private Database database() {
        return Database.open(pool, clock);
    }

    private TokenStore node(Pool connections) {
        return JdbcTokenStore.on(Database.open(connections, clock), clock);
    }

    private long rows() {
        return database()
                .inTransaction(tx -> tx.first("SELECT COUNT(*) FROM postern_spent", row -> row.getLong(1)))
                .orElseThrow();
    }

    /** So many that may be removed at once. */
    private void expiredRows(int count) {
        long keptUntil = clock.millis() - A_MINUTE.toMillis();
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Object[] {bytes(UUID.randomUUID()), keptUntil - i});
        }
        database()
                .inTransaction(tx -> tx.batch("INSERT INTO postern_spent (challenge, kept_until) VALUES (?, ?)", rows));
    }

    /** All that is in the table. */
    private List<byte[]> values() {
        List<byte[]> values = new ArrayList<>();
        database().inTransaction(tx -> {
            values.clear();
            tx.each("SELECT * FROM postern_spent", row -> {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = row.getObject(column);
                    values.add(
                            value instanceof byte[] bytes
                                    ? bytes
                                    : String.valueOf(value).getBytes(StandardCharsets.UTF_8));
                }
            });
            return true;
        });
        return values;
    }

    private static long count(List<byte[]> values, byte[] part) {
        String wanted = HexFormat.of().formatHex(part);
        return values.stream()
                .filter(value -> HexFormat.of().formatHex(value).contains(wanted))
                .count();
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static byte[] slice(byte[] whole, int from) {
        return Arrays.copyOfRange(whole, from, from + 8);
    }
}
