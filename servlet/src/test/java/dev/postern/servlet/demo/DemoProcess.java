package dev.postern.servlet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.servlet.testing.ApiDocument;
import dev.postern.servlet.testing.Exchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo in a process of its own, for tests that stop it or kill it. */
public final class DemoProcess implements AutoCloseable {
    private static final Pattern ORIGIN = Pattern.compile("http://localhost:\\d+");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final String origin;

    private DemoProcess(Process process, String origin) {
        this.process = process;
        this.origin = origin;
    }

    /** Starts it on a free port, with these system properties, and waits until it is ready. */
    public static DemoProcess start(Map<String, String> properties) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        command.add("-Ddemo.port=0");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains("demo is ready")) {
                Matcher origin = ORIGIN.matcher(line);
                if (origin.find()) {
                    drain(output);
                    return new DemoProcess(process, origin.group());
                }
            }
        }
        throw new AssertionError("the demo did not start:\n" + said);
    }

    /** Where browsers find it. */
    public String origin() {
        return origin;
    }

    /** Or else it would wait for a reader of what it says. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> {
            try {
                while (output.readLine() != null) {
                    // nobody needs it
                }
            } catch (IOException e) {
                // it was killed
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    /** A request with JSON and these header names and values; its status and body. Both are checked against the OpenAPI document. */
    Reply send(String method, String path, String json, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + "/postern" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpRequest sent = request.build();
            HttpResponse<String> response = CLIENT.send(sent, BodyHandlers.ofString());
            ApiDocument.SERVED.check(Exchange.of(
                    sent,
                    sent.uri().getPath().substring("/postern".length()),
                    response.statusCode(),
                    response.headers().map(),
                    response.body()));
            return new Reply(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Stops it as an orchestrator does, by SIGTERM, and waits for its end. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the demo does not stop");
        }
    }

    /** Ends it in whatever it does, by SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** What came back. */
    record Reply(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }
}
