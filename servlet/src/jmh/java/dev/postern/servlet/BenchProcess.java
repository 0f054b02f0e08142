package dev.postern.servlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link BenchServer} in a process of its own, and a client of it, which keeps one connection open. Linux alone tells what CPU time it takes. */
final class BenchProcess implements AutoCloseable {
    /** As Linux keeps it: the first 15 characters. */
    private static final String HOUSEKEEPING = "postern-service";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final String origin;
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
        origin = "http://" + EndpointContainer.HOST + ":" + portAndKey[0];
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

    /** A POST of JSON, with these header names and values. */
    HttpRequest post(String path, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + "/postern" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    /** Sends a request, whose reply must have this status. */
    void send(HttpRequest request, int expected) throws IOException, InterruptedException {
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
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
        process.getOutputStream().close();
        process.onExit().join();
    }
}
