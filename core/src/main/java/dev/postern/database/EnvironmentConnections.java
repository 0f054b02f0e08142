package dev.postern.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Connections to the database that an administrator's shell names in the environment variables {@code POSTERN_DB_URL}, {@code POSTERN_DB_USER} and
 * {@code POSTERN_DB_PASSWORD}. The driver manager finds the driver by the URL.
 * Thread-safe.
 */
public final class EnvironmentConnections implements Database.Connections {
    private static final String URL = "POSTERN_DB_URL";
    private static final String USER = "POSTERN_DB_USER";
    private static final String PASSWORD = "POSTERN_DB_PASSWORD";

    private final Map<String, String> environment;

    /** Those that these variables name. */
    public EnvironmentConnections(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What is wrong with the variables, for whoever has set them; empty if they name a database. */
    public Optional<String> mistake() {
        String url = environment.get(URL);
        if (url != null && url.startsWith("jdbc:")) {
            return Optional.empty();
        }
        String what = url == null ? " is not set" : url.isBlank() ? " is empty" : " is no JDBC URL";
        return Optional.of(URL + what + ": it must be the database's, such as jdbc:postgresql://db.example/postern");
    }

    @Override
    public Connection connect() throws SQLException {
        String url = environment.getOrDefault(URL, "");
        requireDriver(url);
        String user = environment.get(USER);
        return user == null
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, user, environment.getOrDefault(PASSWORD, ""));
    }

    /** The driver manager's own message would hold all of the URL, in which there may be a password. */
    private static void requireDriver(String url) throws SQLException {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            String kind = url.replaceFirst("^(jdbc:[A-Za-z0-9]+:)?.*", "$1…");
            throw new SQLException("no driver for " + kind + ": add its jar to the class path", e);
        }
    }
}
