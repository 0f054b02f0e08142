package dev.postern.database;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server of a test's own, with a directory of its own, which the test may kill and pause. */
public abstract class OwnServer implements AutoCloseable {
    /** Where it listens. */
    protected static final String HOST = "127.0.0.1";

    private static final long STARTS_WITHIN_SECONDS = 30;

    private final Path directory;
    private final List<String> command;
    private @Nullable Process process;

    /** One that this command starts, in this directory, which is deleted when it is closed. */
    protected OwnServer(Path directory, List<String> command) {
        this.directory = directory;
        this.command = List.copyOf(command);
    }

    /** Whether it serves clients already. */
    protected abstract boolean answers();

    /** Starts it, for the first time or after {@link #kill}, at the same address, and waits until it answers. */
    public final void start() {
        Path log = directory.resolve("log");
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTS_WITHIN_SECONDS);
            while (!answers()) {
                if (!started.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(command + " does not start: " + Files.readString(log));
                }
                waitBriefly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, as a crash does. */
    public final void kill() {
        List<ProcessHandle> all = processes().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Stops its processes in the midst of what they do, its connections staying open, until {@link #resume}. */
    public final void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public final void resume() {
        signal("CONT");
    }

    @Override
    public final void close() {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<ProcessHandle> processes() {
        return process == null
                ? Stream.of()
                : Stream.concat(
                        Stream.of(process.toHandle()), process.toHandle().descendants());
    }

    private void signal(String name) {
        processes().forEach(each -> run(List.of("kill", "-" + name, "" + each.pid())));
    }

    /** Runs a command to its end, and says whether it was successful. */
    protected static boolean run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void waitBriefly() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    /** Whether a database serves clients at this JDBC URL. */
    protected static boolean answersAt(String jdbcUrl) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends the test because there is no such program: it fails in CI, and is skipped elsewhere. */
    protected static String missing(String howToGetIt) {
        return "true".equals(System.getenv("CI")) ? fail(howToGetIt) : abort(howToGetIt);
    }

    /** A port that nobody listens at. */
    protected static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new directory for a server of this name. */
    protected static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory("postern-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
