package dev.postern.token;

import dev.postern.database.OwnServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A Redis of the test's own. It keeps nothing on disk unless it is told to. */
public final class RedisServer extends OwnServer {
    private final int port;

    /** Starts the installed one; without one the test fails in CI, and is skipped elsewhere. */
    public RedisServer(String... options) {
        this(newDirectory("redis"), freePort(), options);
    }

    private RedisServer(Path directory, int port, String... options) {
        super(
                directory,
                Stream.concat(
                                Stream.of(program(), "--port", "" + port, "--bind", HOST, "--dir", "" + directory),
                                Stream.concat(Stream.of("--save", ""), Stream.of(options)))
                        .toList());
        this.port = port;
        start();
    }

    /** Where it listens. */
    public URI uri() {
        return uri("", "");
    }

    /** Where it listens, with {@code user:password@} before the host and {@code /database} behind it. */
    public URI uri(String user, String database) {
        return URI.create("redis://" + user + HOST + ":" + port + database);
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

    /** Whether it has read what it keeps on disk, too. */
    @Override
    protected boolean answers() {
        try {
            String reply = ask("PING");
            return reply.equals("+PONG") || reply.startsWith("-NOAUTH");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String program() {
        for (String name : List.of("redis-server", "valkey-server")) {
            for (String path : List.of(System.getenv("PATH").split(File.pathSeparator, -1))) {
                if (Files.isExecutable(Path.of(path, name))) {
                    return Path.of(path, name).toString();
                }
            }
        }
        return missing("no Redis to keep tokens in: apt-get install redis-server");
    }
}
