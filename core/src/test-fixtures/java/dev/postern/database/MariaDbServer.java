package dev.postern.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A MariaDB of the test's own, which loses nothing when it is killed, and might if the machine were. */
public final class MariaDbServer extends OwnServer {
    private static final Path PROGRAM = Path.of("/usr/sbin/mariadbd");

    private final int port;

    /** Starts the one that is installed; without one the test fails in CI, and is skipped elsewhere. */
    public MariaDbServer() {
        this(newInstallation(), freePort());
    }

    private MariaDbServer(Path directory, int port) {
        super(
                directory,
                List.of(
                        "" + PROGRAM,
                        "--no-defaults",
                        "--user=root",
                        "--datadir=" + data(directory),
                        "--socket=" + directory.resolve("socket"),
                        "--bind-address=" + HOST,
                        "--port=" + port,
                        "--innodb-flush-log-at-trx-commit=2"));
        this.port = port;
        start();
    }

    /** The JDBC URL of its database. */
    public String url() {
        return "jdbc:mariadb://" + HOST + ":" + port + "/test?user=root";
    }

    @Override
    protected boolean answers() {
        return answersAt(url());
    }

    private static Path newInstallation() {
        if (!Files.isExecutable(PROGRAM)) {
            missing("no " + PROGRAM + " to stop and start: apt-get install mariadb-server");
        }
        Path directory = newDirectory("mariadb");
        List<String> command = List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data(directory),
                "--auth-root-authentication-method=normal");
        if (!run(command)) {
            throw new IllegalStateException("can't make a database: " + command);
        }
        return directory;
    }

    private static Path data(Path directory) {
        return directory.resolve("data");
    }
}
