package dev.postern.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One transaction: statements with {@code ?} for each value. For one thread, until it ends. */
public final class Transaction {
    private static final int ROWS_AT_A_TIME = 1000;

    private final Connection connection;
    private final Optional<Dialect> givingUp;

    private Transaction(Connection connection, Optional<Dialect> givingUp) {
        this.connection = connection;
        this.givingUp = givingUp;
    }

    /** One that waits as long as it takes. */
    static Transaction patient(Connection connection) {
        return new Transaction(connection, Optional.empty());
    }

    /** One whose statements this database gives up soon, as far as it can. */
    static Transaction givingUp(Connection connection, Dialect dialect) {
        return new Transaction(connection, Optional.of(dialect));
    }

    /** Runs a statement that changes rows, or the schema. How many rows it changed. */
    public int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Runs a statement once for each row of values. How many rows each run changed. */
    public int[] batch(String sql, List<Object[]> rows) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            for (Object[] values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** The first row that is found. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** All rows that are found. */
    public <T> List<T> all(String sql, RowReader<T> reader, Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        each(sql, row -> found.add(reader.read(row)), values);
        return found;
    }

    /** Hands over each row that is found, without holding all of them. */
    public void each(String sql, RowConsumer consumer, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(rows);
                }
            }
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                givingUp.map(dialect -> dialect.givenUpSoon(sql)).orElse(sql));
        try {
            int timeout = givingUp.map(Dialect::statementTimeout).orElse(0);
            if (timeout > 0) {
                statement.setQueryTimeout(timeout);
            }
            bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Optional<?> optional) {
                statement.setObject(i + 1, optional.orElse(null));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** What the row that the result set stands on says. */
        T read(ResultSet row) throws SQLException;
    }

    /** Uses a row. */
    @FunctionalInterface
    public interface RowConsumer {
        /** Uses the row that the result set stands on. */
        void accept(ResultSet row) throws SQLException;
    }
}
