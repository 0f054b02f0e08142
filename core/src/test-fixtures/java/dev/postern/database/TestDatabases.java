package dev.postern.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * An empty database of each product that Postern knows, for a parameterized test:
 *
 * <pre>{@code
 * @ParameterizedTest
 * @MethodSource("dev.postern.database.TestDatabases#all")
 * void rule(TestDatabase dataSource) { … }
 * }</pre>
 *
 * JUnit closes each after its test, which drops it.
 *
 * <p>The servers are expected on 127.0.0.1: PostgreSQL on port 5432 with a database {@code test} and the user {@code postgres} trusted,
 * MariaDB on port 3306 with a user {@code root} without password. Where one is missing, its tests fail if the environment variable
 * {@code CI} is {@code true}, and are skipped else.
 */
public final class TestDatabases {
    private static final String POSTGRESQL = "jdbc:postgresql://127.0.0.1:5432/test?user=postgres";
    private static final String MARIADB = "jdbc:mariadb://127.0.0.1:3306/";
    private static final String MARIADB_USER = "?user=root";

    private TestDatabases() {}

    /** One of each; H2 alone where the system property {@code test.databases} says so. */
    public static Stream<TestDatabase> all() {
        return "H2".equals(System.getProperty("test.databases"))
                ? Stream.of(h2())
                : Stream.of(h2(), postgreSql(), mariaDb());
    }

    /** One of each that runs as a server. */
    public static Stream<TestDatabase> servers() {
        return Stream.of(postgreSql(), mariaDb());
    }

    /** H2 in memory. */
    public static TestDatabase h2() {
        String url = "jdbc:h2:mem:" + newName() + ";DB_CLOSE_DELAY=-1";
        return new TestDatabase("H2", url, url, "SELECT 1", "SHUTDOWN", "it is in memory");
    }

    /** PostgreSQL. */
    public static TestDatabase postgreSql() {
        String name = newName();
        return new TestDatabase(
                "PostgreSQL",
                POSTGRESQL,
                POSTGRESQL + "&currentSchema=" + name,
                "CREATE SCHEMA " + name,
                "DROP SCHEMA " + name + " CASCADE",
                "start one with: docker run -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_DB=test postgres");
    }

    /** MariaDB. */
    public static TestDatabase mariaDb() {
        String name = newName();
        return new TestDatabase(
                "MariaDB",
                MARIADB + MARIADB_USER,
                MARIADB + name + MARIADB_USER,
                "CREATE DATABASE " + name,
                "DROP DATABASE " + name,
                "start one with: docker run -p 3306:3306 -e MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1 mariadb");
    }

    private static String newName() {
        return "postern_test_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Ends the test unless a server answers: it fails in CI, and is skipped elsewhere. */
    static void require(String product, String serverUrl, String howToGetIt) {
        try (Connection connection = DriverManager.getConnection(serverUrl)) {
            connection.getMetaData();
        } catch (SQLException e) {
            String why = "no " + product + " at " + serverUrl + " (" + e.getMessage() + "): " + howToGetIt;
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(why, e);
            }
            Assumptions.abort(why);
        }
    }
}
