package dev.postern.servlet.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A web application in a directory, and the process of the container that runs it. */
final class WebApplication implements AutoCloseable {
    static final String KEY = "aic_sk_0123456789abcdefghijABCDEFGHIJ";
    static final Path STANDALONE_JAR = Path.of(System.getProperty("postern.standalone.jar", "not set"));
    private static final List<String> SETTINGS = List.of("protect = /signup", "api-key = " + KEY, "minimum-score = 0");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final String origin;

    private WebApplication(Process process, String origin) {
        this.process = process;
        this.origin = origin;
    }

    /** Lays an application out as a directory: its classes, the jar, three lines of settings, and a {@code web.xml} if there is one. */
    static Path laidOut(Path directory, Optional<String> webXml, Class<?>... classes) throws IOException {
        Path root = directory.resolve("shop");
        Path webInf = root.resolve("WEB-INF");
        Path lib = Files.createDirectories(webInf.resolve("lib"));
        Files.copy(STANDALONE_JAR, lib.resolve("postern-standalone.jar"));
        copyClasses(webInf.resolve("classes"), classes);
        Files.write(webInf.resolve("postern.properties"), SETTINGS);
        if (webXml.isPresent()) {
            Files.writeString(webInf.resolve("web.xml"), webXml.get());
        }
        return root;
    }

    /** Packs up one that is laid out. */
    static Path packed(Path root) throws IOException {
        Path war = root.resolveSibling("shop.war");
        try (FileSystem packed = FileSystems.newFileSystem(war, Map.of("create", true));
                Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                Path entry = packed.getPath(root.relativize(path).toString());
                if (entry.getParent() != null) {
                    Files.createDirectories(entry.getParent());
                }
                Files.copy(path, entry);
            }
        }
        return war;
    }

    private static void copyClasses(Path target, Class<?>... classes) throws IOException {
        for (Class<?> copied : classes) {
            String name = copied.getName().replace('.', '/') + ".class";
            Path file = target.resolve(name);
            Files.createDirectories(file.getParent());
            try (var bytes = copied.getResourceAsStream("/" + name)) {
                if (bytes == null) {
                    throw new IOException("no class file of " + copied);
                }
                Files.copy(bytes, file);
            }
        }
    }

    /** Starts this container with the application at this context path; its class path has no class of Postern's, nor what Postern needs, but a database driver. */
    static WebApplication start(Class<?> container, Path directory, String contextPath) throws IOException {
        return start(container, directory, contextPath, Map.of());
    }

    /** The same with environment variables. */
    static WebApplication start(Class<?> container, Path directory, String contextPath, Map<String, String> environment)
            throws IOException {
        Path classes = Files.createTempDirectory(directory.getParent(), "container");
        copyClasses(classes, container);
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        new File(entry).getName().matches("(jetty|tomcat|slf4j-api|asm|jakarta\\.|h2-).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classes + File.pathSeparator + classPath,
                container.getName(),
                directory.toString(),
                contextPath);
        builder.redirectError(directory.resolveSibling("log").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith("port ")) {
            process.destroy();
            throw new IOException(
                    "the container did not start: " + line + "\n" + Files.readString(directory.resolveSibling("log")));
        }
        return new WebApplication(process, "http://127.0.0.1:" + line.substring(5) + contextPath);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    HttpResponse<String> post(String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        request.setHeader("Content-Type", type);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** A JSON call with the site's key. */
    JsonNode call(String path, String json) throws IOException, InterruptedException {
        return JSON.readTree(
                post(path, "application/json", json, "X-API-Key", KEY).body());
    }

    /** A challenge for this action whose instruction is simple enough to follow here, with the answer. */
    Solved solved(String action) throws IOException, InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            JsonNode reply = call("/postern/api/v2/challenges", "{\"action\":\"" + action + "\"}");
            @Nullable JsonNode challenge = reply.get("challenge");
            if (challenge != null && challenge.get("instruction").textValue().equals("Sum all digits")) {
                int sum = 0;
                for (JsonNode digit : challenge.get("digits")) {
                    sum += digit.intValue();
                }
                return new Solved(reply.get("token").textValue(), String.valueOf(sum));
            }
        }
        throw new AssertionError("none of 1,000 challenges asked for the sum of all digits");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join().destroyForcibly();
    }

    /** A challenge and its answer. */
    record Solved(String token, String answer) {}
}
