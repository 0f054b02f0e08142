package dev.postern.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The application's data source, with Postern's tables in it. PostgreSQL, MariaDB and H2 are known. Thread-safe; whoever made the
 * data source closes it.
 *
 * <p>All names in it start with {@code postern_}, and stand in the schema that the data source's connections use by default.
 */
public final class Database {
    private static final int MOST_TRIES = 4;
    /** Less than the second that a request may wait, and later than MariaDB gives up, whose connection is still good then. */
    private static final int HUNG_AFTER_MILLIS = 500;

    private final Connections connections;
    private final Dialect dialect;

    private Database(Connections connections, Dialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
    }

    /**
     * Creates Postern's tables, or brings them up to date; several nodes may do so at once. If they are, nothing is written, and no right
     * to change the schema is needed.
     *
     * @throws SchemaException if the tables are of a newer version than this one knows, or the database is of another make
     * @throws DatabaseException if the database can't be reached, or refuses
     */
    public static Database open(DataSource dataSource) {
        return open(dataSource::getConnection);
    }

    /** As {@link #open(DataSource)}, for who has connections but no data source. */
    public static Database open(Connections connections) {
        return open(connections, InstantSource.system());
    }

    /** As {@link #open(Connections)}, by a clock of the caller's. */
    public static Database open(Connections connections, InstantSource clock) {
        Database database;
        try (Connection connection = connections.connect()) {
            database = new Database(connections, Dialect.of(connection));
        } catch (SQLException e) {
            throw DatabaseException.noConnection(e);
        }
        new Schema(database, clock).bringUpToDate();
        return database;
    }

    /** What make it is of. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Does some work in one transaction, which is committed at its end, and rolled back if it fails. Where the database chose it to end a deadlock, it
     * is done again: it must have no effects but those on the transaction.
     *
     * @throws DuplicateKeyException if a unique value is there already
     * @throws DatabaseException if the database can't be reached, or refuses
     */
    public <T> T inTransaction(Work<T> work) {
        return repeatedly(connection -> transacted(connection, work));
    }

    /**
     * Does work that is one statement, which is committed by itself: where connections come in auto-commit mode, as JDBC has it, that takes one
     * round trip. No server is waited for longer than 0.5 seconds; MariaDB gives the statement up after 0.4, and H2 after 1. How
     * long the data source may take to give a connection is its own setting. Repeated as in {@link #inTransaction}.
     *
     * @throws DuplicateKeyException if a unique value is there already
     * @throws DatabaseException if the database can't be reached, refuses, or takes too long. Where the connection was lost or gave no reply, the
     *     statement may have been carried out, or be so later; otherwise it was not.
     */
    public <T> T inOneStatement(Work<T> work) {
        return repeatedly(connection -> alone(connection, work));
    }

    private <T> T repeatedly(Use<T> use) {
        for (int tries = 1; ; tries++) {
            try (Connection connection = connect()) {
                return use.of(connection);
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !mayPassNextTime(e)) {
                    throw DatabaseException.of(e);
                }
                pause(tries);
            }
        }
    }

    private static <T> T transacted(Connection connection, Work<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.in(Transaction.patient(connection));
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                ifPossible(connection::rollback);
            }
            ifPossible(() -> connection.setAutoCommit(autoCommit));
        }
    }

    private <T> T alone(Connection connection, Work<T> work) throws SQLException {
        try (Statement any = connection.createStatement()) {
            boolean autoCommit = connection.getAutoCommit();
            int networkTimeout = connection.getNetworkTimeout();
            int queryTimeout = any.getQueryTimeout();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, HUNG_AFTER_MILLIS);
            try {
                return work.in(Transaction.givingUp(connection, dialect));
            } finally {
                ifPossible(() -> any.setQueryTimeout(queryTimeout)); // in H2 it is the connection's
                ifPossible(() -> connection.setNetworkTimeout(Runnable::run, networkTimeout));
                ifPossible(() -> connection.setAutoCommit(autoCommit));
            }
        }
    }

    private Connection connect() {
        try {
            return connections.connect();
        } catch (SQLException e) {
            throw DatabaseException.noConnection(e);
        }
    }

    /** So that those who stood in each other's way don't meet again at once. */
    private static void pause(int tries) {
        long millis = tries * (5 + (Thread.currentThread().getId() & 15));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Deadlocks, and conflicts of what the database has tried to serialise. */
    private static boolean mayPassNextTime(SQLException e) {
        String state = e.getSQLState();
        return "40001".equals(state) || "40P01".equals(state);
    }

    /** What made the work fail is told, and a pool finds out by itself that a connection is broken. */
    private static void ifPossible(Step step) {
        try {
            step.take();
        } catch (SQLException e) {
            // see above
        }
    }

    private interface Step {
        void take() throws SQLException;
    }

    private interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    /** Where connections come from: each is asked for when it is needed, and closed after. */
    @FunctionalInterface
    public interface Connections {
        /** A connection that nobody else uses until it is closed. */
        Connection connect() throws SQLException;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T in(Transaction transaction) throws SQLException;
    }
}
