package dev.postern.token;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Redis of the test's own, which it may kill, pause and fill. It keeps nothing on disk unless it is told to. */
public final class RedisServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final int port = freePort();
    private final Path directory = newDirectory();
    private final List<String> options;
    private Process process;

    /** Starts the installed one; without one the test fails in CI, and is skipped elsewhere. */
    public RedisServer(String... options) {
        this.options = List.of(options);
        process = launch();
    }

    /** Where it listens. */
    public URI uri() {
        return uri("", "");
    }

    /** Where it listens, with {@code user:password@} before the host and {@code /database} behind it. */
    public URI uri(String user, String database) {
        return URI.create("redis://" + user + HOST + ":" + port + database);
    }

    /** Ends it at once, as a crash does. */
    public void kill() {
        await(process.destroyForcibly());
    }

    /** Starts it again after {@link #kill}, at the same address. */
    public void start() {
        process = launch();
    }

    /** Stops its process in the midst of what it does, its connections staying open, until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    /** The first line of its reply to a command, on a connection of its own. */
    public String ask(String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            Reader reply = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
            return String.valueOf(new BufferedReader(reply).readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(
                List.of(program(), "--port", "" + port, "--bind", HOST, "--dir", "" + directory, "--save", ""));
        command.addAll(options);
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            awaitAnswer(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private void awaitAnswer(Process started) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                throw new IOException("Redis does not start: " + Files.readString(log()));
            }
            pauseBriefly();
        }
    }

    /** Whether it has read what it keeps on disk, too. */
    private boolean answers() {
        try {
            String reply = ask("PING");
            return reply.equals("+PONG") || reply.startsWith("-NOAUTH");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void signal(String name) {
        try {
            await(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    private static String program() {
        for (String name : List.of("redis-server", "valkey-server")) {
            for (String path : List.of(System.getenv("PATH").split(File.pathSeparator, -1))) {
                if (Files.isExecutable(Path.of(path, name))) {
                    return Path.of(path, name).toString();
                }
            }
        }
        String missing = "no Redis to keep tokens in: apt-get install redis-server";
        return "true".equals(System.getenv("CI")) ? fail(missing) : abort(missing);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("postern-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
