package dev.postern.database;

import java.io.Serial;
import java.sql.SQLException;

/**
 * The database could not be reached, or refused a statement. Its message holds no value that was stored or looked for: drivers
 * put such values into theirs, which is why it is left out unless the connection itself failed.
 */
public class DatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    DatabaseException(String message) {
        super(message);
    }

    private static final int H2_FILE_IS_OPEN = 90020;

    static DatabaseException noConnection(SQLException e) {
        String why = String.valueOf(e.getMessage()).replaceAll("(?i)(password|pwd)=[^&;\\s]*", "$1=…"); // of a URL
        String hint = e.getErrorCode() == H2_FILE_IS_OPEN
                ? " (an H2 file is open to one process: stop that first, or have ;AUTO_SERVER=TRUE in both URLs)"
                : "";
        return new DatabaseException("the data source gives no connection: " + why + hint);
    }

    static DatabaseException of(SQLException e) {
        String what =
                "the database refused a statement (SQLState " + e.getSQLState() + ", code " + e.getErrorCode() + ")";
        return isDuplicate(e) ? new DuplicateKeyException(what) : new DatabaseException(what);
    }

    private static boolean isDuplicate(SQLException e) {
        String state = e.getSQLState();
        boolean mariaDbDuplicate = e.getErrorCode() == 1062;
        return "23505".equals(state) || mariaDbDuplicate;
    }
}
