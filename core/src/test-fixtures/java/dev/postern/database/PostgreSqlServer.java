package dev.postern.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of the test's own, with what it keeps on a disk that it does not wait for. Where the test runs as root, who may not run one, it runs as the user {@code postgres}. */
public final class PostgreSqlServer extends OwnServer {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final int port;

    /** Starts the newest that is installed; without one the test fails in CI, and is skipped elsewhere. */
    public PostgreSqlServer() {
        this(newCluster(), freePort());
    }

    private PostgreSqlServer(Path directory, int port) {
        super(
                directory,
                asItsUser(
                        program("postgres"),
                        "-D",
                        "" + data(directory),
                        "-p",
                        "" + port,
                        "-h",
                        HOST,
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"));
        this.port = port;
        start();
    }

    /** The JDBC URL of its database. */
    public String url() {
        return "jdbc:postgresql://" + HOST + ":" + port + "/postgres?user=postgres";
    }

    /** Carries out a statement. */
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    protected boolean answers() {
        return answersAt(url());
    }

    private static Path newCluster() {
        String initdb = program("initdb");
        Path directory = newDirectory("postgresql");
        try {
            if (isRoot()) {
                Files.setOwner(
                        directory,
                        directory
                                .getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName("postgres"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command =
                asItsUser(initdb, "-D", "" + data(directory), "-U", "postgres", "-A", "trust", "--no-sync");
        if (!run(command)) {
            throw new IllegalStateException("can't make a database: " + command);
        }
        return directory;
    }

    private static Path data(Path directory) {
        return directory.resolve("data");
    }

    private static List<String> asItsUser(String... command) {
        Stream<String> before =
                isRoot() ? Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") : Stream.of();
        return Stream.concat(before, Stream.of(command)).toList();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String program(String name) {
        if (Files.isDirectory(VERSIONS)) {
            try (Stream<Path> versions = Files.list(VERSIONS)) {
                return versions.map(version -> version.resolve("bin").resolve(name))
                        .filter(Files::isExecutable)
                        .max(Comparator.naturalOrder())
                        .map(Path::toString)
                        .orElseGet(PostgreSqlServer::missing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return missing();
    }

    private static String missing() {
        return missing("no PostgreSQL below " + VERSIONS + " to stop and start: apt-get install postgresql");
    }
}
