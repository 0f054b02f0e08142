package dev.postern.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.testing.Crowd;
import dev.postern.testing.TestClock;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseTest {
    private static final String[] TABLES = {
        "postern_schema",
        "postern_lease",
        "postern_account",
        "postern_ended_token",
        "postern_api_key",
        "postern_count",
        "postern_desk_account",
        "postern_desk_task",
        "postern_spent",
        "postern_limit"
    };

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void open_makesTheTablesInAnEmptyDatabase(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        assertComplete(database);
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void open_worksInManyNodesAtOnce_andTheVersionIsNotedOnce(TestDatabase dataSource) {
        dataSource.require();
        try (Crowd nodes = new Crowd(8)) {
            for (Database database : nodes.all(i -> Database.open(dataSource))) {
                assertComplete(database);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void open_changesNothingWhereTheTablesAreUpToDate(TestDatabase dataSource) {
        Database first = Database.open(dataSource::getConnection, clock);
        first.inTransaction(tx -> tx.update("INSERT INTO postern_ended_token (id, expires_at) VALUES ('a', 1)"));
        clock.advance(Duration.ofDays(1));
        FailingConnections connections = new FailingConnections(dataSource);
        Database again = Database.open(connections, clock);
        assertEquals(2, connections.calls(), "one query, and the commit after it");
        assertComplete(again);
        assertEquals(
                Optional.of(1L),
                again.inTransaction(tx ->
                        tx.first("SELECT expires_at FROM postern_ended_token WHERE id = 'a'", row -> row.getLong(1))));
        assertEquals(
                TestClock.START.toEpochMilli(),
                again.inTransaction(tx -> tx.first("SELECT applied_at FROM postern_schema", row -> row.getLong(1)))
                        .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void open_refusesTablesOfANewerVersion(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        database.inTransaction(
                tx -> tx.update("INSERT INTO postern_schema (version, applied_at) VALUES (?, ?)", 999, 0L));
        SchemaException e = assertThrows(SchemaException.class, () -> Database.open(dataSource::getConnection, clock));
        assertTrue(String.valueOf(e.getMessage()).contains("999"), e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void open_bringsTheSecondVersionUpToDate_andKeepsWhatIsInIt(TestDatabase dataSource) {
        Database second = Database.open(dataSource::getConnection, clock);
        second.inTransaction(tx -> tx.update("DROP TABLE postern_spent"));
        second.inTransaction(tx -> tx.update("DROP TABLE postern_limit"));
        second.inTransaction(tx -> tx.update("DELETE FROM postern_schema WHERE version > 2"));
        second.inTransaction(tx -> tx.update("INSERT INTO postern_ended_token (id, expires_at) VALUES ('a', 1)"));
        clock.advance(Duration.ofDays(1));
        Database database = Database.open(dataSource::getConnection, clock);
        assertComplete(database);
        assertEquals(
                List.of(1L, 2L, 2L),
                database.inTransaction(tx -> tx.all(
                        "SELECT COUNT(*) FROM postern_schema GROUP BY applied_at"
                                + " UNION ALL SELECT expires_at FROM postern_ended_token ORDER BY 1",
                        row -> row.getLong(1))),
                "the row, two versions at once, and two a day later");
    }

    /** A node that dies keeps the lease; the next one's clock has gone on for long enough. */
    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void open_finishesWhatADeadNodeBegan_whereverItDied(TestDatabase dataSource) throws SQLException {
        boolean died = true;
        int calls = 0;
        for (; died; calls += 3) {
            FailingConnections mortal = new FailingConnections(dataSource);
            mortal.failAfter(calls);
            try {
                Database.open(mortal, clock);
                died = false;
            } catch (DatabaseException e) {
                died = true;
            }
            clock.advance(Duration.ofSeconds(61));
            assertComplete(Database.open(dataSource::getConnection, clock));
            dropTables(dataSource);
        }
        assertTrue(calls > 30, "it lived after " + calls + " calls");
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void lease_isHeldByOneOfManyAtATime(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            leases.add(new Lease(database, clock, "work", Duration.ofSeconds(10)));
        }
        try (Crowd nodes = new Crowd(16)) {
            for (int round = 0; round < 5; round++) {
                List<Boolean> first = nodes.all(i -> leases.get(i).tryAcquire());
                assertEquals(1, first.stream().filter(held -> held).count());
                Lease holder = leases.get(first.indexOf(true));

                clock.advanceMillis(9_999);
                assertEquals(first, nodes.all(i -> leases.get(i).tryAcquire()), "held still, and for longer now");
                clock.advanceMillis(9_999);
                assertEquals(first, nodes.all(i -> leases.get(i).tryAcquire()));
                assertTrue(holder.tryAcquire(), "twice in one millisecond");

                clock.advanceMillis(10_000);
                List<Boolean> expired = nodes.all(i -> leases.get(i).tryAcquire());
                assertEquals(1, expired.stream().filter(held -> held).count());

                leases.get(expired.indexOf(true)).release();
                assertEquals(
                        1,
                        nodes.all(i -> leases.get(i).tryAcquire()).stream()
                                .filter(held -> held)
                                .count());
                leases.forEach(Lease::release);
            }
        }
    }

    @Test
    void anH2FileThatAnotherProcessHasOpen_isToldWithTheWayOut() {
        DatabaseException told = assertThrows(
                DatabaseException.class,
                () -> Database.open(() -> {
                    throw new SQLException("Database may be already in use", "90020", 90020);
                }));
        assertTrue(String.valueOf(told.getMessage()).contains(";AUTO_SERVER=TRUE in both URLs"), told::toString);
    }

    @Test
    void lease_isHeldStill_whereTheDriverTellsOfChangedRowsAlone() {
        try (TestDatabase mariaDb = TestDatabases.mariaDb()) {
            String url = mariaDb.url() + "&useAffectedRows=true";
            Database database = Database.open(() -> DriverManager.getConnection(url), clock);
            Lease lease = new Lease(database, clock, "work", Duration.ofSeconds(10));
            Lease other = new Lease(database, clock, "work", Duration.ofSeconds(10));
            assertTrue(lease.tryAcquire());
            assertTrue(lease.tryAcquire(), "twice in one millisecond");
            assertFalse(other.tryAcquire());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void transaction_isRolledBackWhereItFails_andLeavesTheConnectionAsItWas(TestDatabase dataSource)
            throws SQLException {
        assertComplete(Database.open(dataSource::getConnection, clock));
        try (Connection only = dataSource.getConnection()) {
            Database database = Database.open(() -> unclosed(only), clock);
            String insert = "INSERT INTO postern_ended_token (id, expires_at) VALUES (?, ?)";
            assertThrows(
                    DuplicateKeyException.class,
                    () -> database.inTransaction(tx -> {
                        tx.update(insert, "a", 1L);
                        return tx.update(insert, "a", 2L);
                    }));
            assertThrows(
                    IllegalStateException.class,
                    () -> database.inTransaction(tx -> {
                        tx.update(insert, "b", 1L);
                        throw new IllegalStateException();
                    }));
            assertEquals(
                    List.of(),
                    database.inTransaction(
                            tx -> tx.all("SELECT id FROM postern_ended_token", row -> row.getString(1))));
            assertTrue(only.getAutoCommit());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void oneStatement_isCommitted_andLeavesTheConnectionAsItWas(TestDatabase dataSource) throws SQLException {
        assertComplete(Database.open(dataSource::getConnection, clock));
        try (Connection only = dataSource.getConnection();
                var statement = only.createStatement()) {
            Database database = Database.open(() -> unclosed(only), clock);
            for (boolean autoCommit : new boolean[] {true, false}) {
                only.setAutoCommit(autoCommit);
                only.setNetworkTimeout(Runnable::run, 7_000);
                int networkTimeout = only.getNetworkTimeout(); // which H2 has not
                String insert = "INSERT INTO postern_ended_token (id, expires_at) VALUES (?, 1)";
                int inserted = database.inOneStatement(tx -> tx.update(insert, "a" + autoCommit));
                assertEquals(1, inserted);
                assertThrows(
                        DuplicateKeyException.class,
                        () -> database.inOneStatement(tx -> tx.update(insert, "a" + autoCommit)));
                assertEquals(autoCommit, only.getAutoCommit());
                assertEquals(networkTimeout, only.getNetworkTimeout());
                assertEquals(0, statement.getQueryTimeout());
                only.setAutoCommit(true);
            }
            assertEquals(
                    Optional.of(2L),
                    Database.open(dataSource::getConnection, clock)
                            .inTransaction(
                                    tx -> tx.first("SELECT COUNT(*) FROM postern_ended_token", row -> row.getLong(1))));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.postern.database.TestDatabases#all")
    void batch_takesAndGivesBackEveryValue(TestDatabase dataSource) {
        Database database = Database.open(dataSource::getConnection, clock);
        byte[] longest = new byte[4096];
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            rows.add(new Object[] {1L, 60, i * 60_000L, Long.MIN_VALUE + i, 1L, 2L, 3L, 4L, 5L, 6L, longest});
        }
        database.inTransaction(
                tx -> tx.batch("INSERT INTO postern_count VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows));
        List<Long> nodes = new ArrayList<>();
        database.inTransaction(tx -> {
            nodes.clear();
            tx.each("SELECT node, solve_times FROM postern_count ORDER BY start_at", row -> {
                nodes.add(row.getLong(1));
                assertEquals(4096, row.getBytes(2).length);
            });
            return true;
        });
        assertEquals(2_500, nodes.size());
        assertEquals(Long.MIN_VALUE, nodes.get(0));
    }

    /** As a pool hands it out. */
    private static Connection unclosed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                DatabaseTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> method.getName().equals("close") ? null : method.invoke(connection, args));
    }

    private static void assertComplete(Database database) {
        assertEquals(
                IntStream.rangeClosed(1, Schema.LATEST).boxed().toList(),
                database.inTransaction(
                        tx -> tx.all("SELECT version FROM postern_schema ORDER BY version", row -> row.getInt(1))));
        for (String table : TABLES) {
            assertFalse(
                    database.inTransaction(tx -> tx.first("SELECT COUNT(*) FROM " + table, row -> row.getInt(1)))
                            .isEmpty(),
                    table);
        }
    }

    private static void dropTables(TestDatabase dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (int i = TABLES.length - 1; i >= 0; i--) {
                statement.execute("DROP TABLE IF EXISTS " + TABLES[i]);
            }
        }
    }
}
