package dev.postern.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * Connections to the database that an administrator's shell names in the environment variables {@code POSTERN_DB_URL}, {@code POSTERN_DB_USER} and
 * {@code POSTERN_DB_PASSWORD}. The driver manager finds the driver by the URL.
 *
 * @param environment the variables
 */
public record EnvironmentConnections(Map<String, String> environment) implements Database.Connections {
    private static final String URL = "POSTERN_DB_URL";
    private static final String USER = "POSTERN_DB_USER";
    private static final String PASSWORD = "POSTERN_DB_PASSWORD";

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

    /** Never what is in the variables. */
    @Override
    public String toString() {
        return "EnvironmentConnections";
    }
}
