package dev.postern.servlet;

import dev.postern.database.Database;
import dev.postern.database.DatabaseException;
import dev.postern.database.SchemaException;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Finds the database of a configuration. */
final class DataSources {
    static final String KEY = "data-source";
    private static final String COMPONENT = "java:comp/env/";

    private DataSources() {}

    /**
     * The data source that the configuration names, or else the application's own; empty if there is neither.
     *
     * @throws ConfigurationException if there is none of that name
     */
    static Optional<DataSource> of(Settings settings, ApplicationParts application) {
        Optional<Setting> named = settings.get(KEY);
        return named.isPresent() ? Optional.of(named.get().as(DataSources::lookUp)) : application.dataSource();
    }

    /**
     * The database of this data source, with Postern's tables.
     *
     * @param cause the setting that a mistake is told of
     * @throws ConfigurationException if it can't be reached, or is not fit
     */
    static Database open(DataSource dataSource, Setting cause) {
        try {
            return Database.open(dataSource);
        } catch (SchemaException | DatabaseException e) {
            throw cause.wrong(String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("BanJNDI") // the name is the operator's, and never leaves this container: it starts with java:
    private static DataSource lookUp(String name) {
        String full = name.startsWith("java:") ? name : COMPONENT + name;
        try {
            if (new InitialContext().lookup(full) instanceof DataSource dataSource) {
                return dataSource;
            }
        } catch (NamingException e) {
            throw new IllegalArgumentException(
                    "there is nothing under " + full
                            + ": it must be the JNDI name of a data source, such as jdbc/postern",
                    e);
        }
        throw new IllegalArgumentException("what is under " + full + " is no data source");
    }
}
