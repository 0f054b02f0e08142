package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The widget's files as they are served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetFilesTest {
    private static final int MOST_BYTES = 12_000;
    private static final String PICTURE = "/widget/picture.js";
    private static final Pattern NAMED = Pattern.compile("(?:from |import\\(|new URL\\()'(\\./)?([^']+\\.js)'");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private EndpointServer server;

    @BeforeAll
    void start() throws Exception {
        server = EndpointServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** What a page in English loads: the widget, what it imports, and the worker; but for what draws, which only an image needs. */
    @Test
    void everything_isThere_andSmall() throws Exception {
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of("/widget.js"));
        int bytes = 0;
        while (!next.isEmpty()) {
            String path = next.remove();
            if (!path.equals(PICTURE) && seen.add(path)) {
                byte[] compressed = gzipped(path).body();
                bytes += compressed.length;
                Matcher names = NAMED.matcher(unzip(compressed));
                while (names.find()) {
                    next.add(URI.create(path).resolve(names.group(2)).getPath());
                }
            }
        }

        assertEquals(
                Set.of(
                        "/widget.js",
                        "/widget/pass.js",
                        "/widget/solver.js",
                        "/widget/texts.js",
                        "/widget/view.js",
                        "/widget/work.js"),
                seen);
        assertTrue(bytes < MOST_BYTES, bytes + " bytes");
        assertTrue(gzipped(PICTURE).body().length < 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/widget.js", "/widget/solver.js", "/widget/de.json", "/widget/zh-hant.json"})
    void pagesOfAnyOrigin_mayLoadIt_andAskWhetherItHasChanged(String path) throws Exception {
        EndpointReply file = get(path);

        assertEquals(200, file.status());
        assertEquals("*", file.header("Access-Control-Allow-Origin"));
        assertEquals("cross-origin", file.header("Cross-Origin-Resource-Policy"));
        assertEquals("nosniff", file.header("X-Content-Type-Options"));
        assertEquals("no-cache", file.header("Cache-Control"));
        String type = file.header("Content-Type").replace(" ", "");
        assertEquals(path.endsWith(".js") ? "text/javascript;charset=utf-8" : "application/json", type);
        EndpointReply again = get(path, "If-None-Match", file.header("ETag"));
        assertEquals(304, again.status());
        assertEquals("", again.body());
    }

    @Test
    void whatIsNoFileOfIts_isTheApplications() throws Exception {
        for (String path :
                List.of("/widget", "/widget/", "/widget/en.json", "/widget/widget.js", "/widget/texts/de.json")) {
            assertEquals(404, send(path, "Accept", "*/*").statusCode(), path);
        }
    }

    @Test
    void comments_stayInTheSource_andAllElseIsServed() throws Exception {
        List<String> served = lines(get("/widget/solver.js").body());
        List<String> missing = new ArrayList<>(lines(source("solver.js")));
        missing.removeAll(served);

        assertFalse(missing.isEmpty());
        missing.forEach(line -> assertTrue(line.strip().matches("//.*|/\\*\\*.*\\*/"), line));
    }

    private HttpResponse<byte[]> gzipped(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> reply = send(path, "Accept-Encoding", "gzip");
        assertEquals(200, reply.statusCode(), path);
        assertEquals("gzip", reply.headers().firstValue("Content-Encoding").orElse(""), path);
        return reply;
    }

    private HttpResponse<byte[]> send(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest request =
                server.request(server.path(path)).headers(headers).GET().build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private EndpointReply get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = server.request(server.path(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request.build());
    }

    private static String unzip(byte[] compressed) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String source(String name) throws IOException {
        try (InputStream file = Gate.class.getResourceAsStream("widget/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\n", -1));
    }
}
