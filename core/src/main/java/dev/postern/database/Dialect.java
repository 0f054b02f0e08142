package dev.postern.database;

import java.sql.Connection;
import java.sql.SQLException;

/** The few words that the databases do not share. */
enum Dialect {
    POSTGRESQL("BYTEA", ""),
    MARIADB("VARBINARY(4096)", " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"),
    H2("VARBINARY(4096)", "");

    private final String bytes;
    private final String tableOptions;

    Dialect(String bytes, String tableOptions) {
        this.bytes = bytes;
        this.tableOptions = tableOptions;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "MariaDB" -> MARIADB;
            case "H2" -> H2;
            default ->
                throw new SchemaException(
                        "the database is " + product + ", but Postern knows PostgreSQL, MariaDB and H2 alone");
        };
    }

    /** A statement of a migration in this database's words. */
    String translate(String statement) {
        return statement.replace("${bytes}", bytes).replace("${options}", tableOptions);
    }
}
