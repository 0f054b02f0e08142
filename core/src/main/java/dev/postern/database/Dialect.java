package dev.postern.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A make of database, which tells what words to use where the makes do not share them. */
public enum Dialect {
    /** PostgreSQL. */
    POSTGRESQL("BYTEA", "BYTEA", "BYTEA", ""),
    /** MariaDB. */
    MARIADB("BINARY(16)", "VARBINARY(4096)", "BLOB", " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"),
    /** H2. */
    H2("BINARY(16)", "VARBINARY(4096)", "VARBINARY(65535)", "");

    private final String key;
    private final String bytes;
    private final String manyBytes;
    private final String tableOptions;

    Dialect(String key, String bytes, String manyBytes, String tableOptions) {
        this.key = key;
        this.bytes = bytes;
        this.manyBytes = manyBytes;
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

    /**
     * After how many seconds the driver has a statement that stands alone given up; 0 is never. PostgreSQL's driver asks for that over a connection of its own, and
     * where the network hangs it waits ten seconds for that one: there the connection's own limit has to do. MariaDB is told by {@link #givenUpSoon}.
     */
    int statementTimeout() {
        return this == H2 ? 1 : 0;
    }

    /** A statement that stands alone, so that MariaDB gives it up before the connection's own limit is reached. */
    String givenUpSoon(String statement) {
        return this == MARIADB ? "SET STATEMENT max_statement_time=0.4 FOR " + statement : statement;
    }

    /** A statement of a migration in this database's words. */
    String translate(String statement) {
        return statement
                .replace("${key}", key)
                .replace("${bytes}", bytes)
                .replace("${many-bytes}", manyBytes)
                .replace("${options}", tableOptions);
    }
}
