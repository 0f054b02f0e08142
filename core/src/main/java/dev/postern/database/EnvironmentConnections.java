package dev.postern.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

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

    /** Whether they name one. */
    public boolean areNamed() {
        return environment.containsKey(URL);
    }

    @Override
    public Connection connect() throws SQLException {
        String url = environment.getOrDefault(URL, "");
        String user = environment.get(USER);
        return user == null
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, user, environment.getOrDefault(PASSWORD, ""));
    }
}
