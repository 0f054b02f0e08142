package dev.postern.servlet;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link BenchServer} in a process of its own, and a client of it: one connection, which stays open. Linux alone tells what CPU time it takes. */
final class BenchProcess implements AutoCloseable {
    /** As Linux keeps it: the first 15 characters. */
    private static final String HOUSEKEEPING = "postern-service";

    private final Process process;
    private final Socket socket;
    private final InputStream input;
    private final String databaseKey;
    private final Map<Path, Long> nanosByThread = new HashMap<>();
    private final Map<Path, String> names = new HashMap<>();

    private BenchProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String ready = output.readLine();
        if (ready == null) {
            throw new IOException("the server did not start");
        }
        String[] portAndKey = ready.split(" ", -1);
        socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(portAndKey[0]));
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
        databaseKey = portAndKey[1];
    }

    /** Starts a server with an account for each even number below this one. */
    static BenchProcess start(int people) throws IOException {
        return new BenchProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchServer.class.getName(),
                        String.valueOf(people))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String databaseKey() {
        return databaseKey;
    }

    /** A POST of JSON, with these further lines in its head. */
    byte[] post(String path, String json, String... headerLines) {
        StringBuilder request = new StringBuilder("POST /postern" + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        request.append("Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
        return request.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a request, whose reply must have this status. */
    void send(byte[] request, int expected) throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        if (length < 0 || input.readNBytes(length).length < length || !status.startsWith("HTTP/1.1 " + expected)) {
            throw new IOException("the server answers " + status);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = input.read(); read != '\n'; read = input.read()) {
            if (read < 0) {
                throw new IOException("the server has hung up");
            }
            line.append((char) read);
        }
        return line.toString().strip();
    }

    /** CPU time in nanoseconds: of all threads, and how much of it the one that writes counts has taken. */
    record Cpu(long all, long housekeeping) {
        Cpu minus(Cpu before) {
            return new Cpu(all - before.all, housekeeping - before.housekeeping);
        }
    }

    /** What the server's process has taken by now. From its threads, because that of the process is told in steps of 10 ms. */
    Cpu cpu() throws IOException {
        List<Path> threads;
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            threads = all.toList();
        }
        for (Path thread : threads) {
            try {
                String nanos = Files.readString(thread.resolve("schedstat")).split(" ", -1)[0];
                nanosByThread.put(thread, Long.parseLong(nanos));
                if (!names.containsKey(thread)) {
                    names.put(thread, Files.readString(thread.resolve("comm")).strip());
                }
            } catch (NoSuchFileException e) {
                // it has ended; what it took is remembered
            }
        }
        long all = 0;
        long housekeeping = 0;
        for (Map.Entry<Path, Long> thread : nanosByThread.entrySet()) {
            all += thread.getValue();
            if (HOUSEKEEPING.equals(names.get(thread.getKey()))) {
                housekeeping += thread.getValue();
            }
        }
        return new Cpu(all, housekeeping);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        process.getOutputStream().close();
        process.onExit().join();
    }
}
