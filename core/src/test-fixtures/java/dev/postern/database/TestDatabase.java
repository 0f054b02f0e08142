package dev.postern.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own: empty, made when it is first asked for, dropped when it is closed. Its connections are used again, because new ones take a server long. Thread-safe, but
 * should be asked for by the test's own thread first, because the test is skipped where the server is missing.
 */
public final class TestDatabase implements DataSource, AutoCloseable {
    private final String product;
    private final String serverUrl;
    private final String url;
    private final String create;
    private final String drop;
    private final String howToGetIt;
    private final Pool pool;
    private boolean created;

    TestDatabase(String product, String serverUrl, String url, String create, String drop, String howToGetIt) {
        this.product = product;
        this.serverUrl = serverUrl;
        this.url = url;
        this.create = create;
        this.drop = drop;
        this.howToGetIt = howToGetIt;
        this.pool = new Pool(() -> DriverManager.getConnection(url), Integer.MAX_VALUE);
    }

    /** Skips the test, or fails it in CI, unless this database can be had. */
    public synchronized void require() {
        if (!created) {
            TestDatabases.require(product, serverUrl, howToGetIt);
            atServer(create);
            created = true;
        }
    }

    /** Its JDBC URL, for who brings a pool. */
    public String url() {
        require();
        return url;
    }

    @Override
    public Connection getConnection() throws SQLException {
        require();
        return pool.connect();
    }

    /** Drops it. */
    @Override
    public synchronized void close() {
        if (created) {
            pool.close();
            atServer(drop);
            created = false;
        }
    }

    private void atServer(String sql) {
        try (Connection connection = DriverManager.getConnection(serverUrl);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The product's name. */
    @Override
    public String toString() {
        return product;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
