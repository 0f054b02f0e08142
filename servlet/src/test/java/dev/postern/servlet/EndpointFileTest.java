package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How files are served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointFileTest {
    private static final String FILE = "/openapi.json";

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gzip                     | true
                    br, gzip                 | true
                    GZIP;q=0.5               | true
                    deflate, gzip ; q=0.001  | true
                    gzip;q=0                 | false
                    gzip; q=0.000, deflate   | false
                    x-gzip-not               | false
                    identity                 | false
                    *                        | false
                    ''                       | false
                    """)
    void file_isCompressed_whereThatIsAskedFor(String accepted, boolean compressed) throws Exception {
        byte[] plain = send().body();

        HttpResponse<byte[]> reply = send("Accept-Encoding", accepted);

        assertEquals(200, reply.statusCode());
        assertEquals(compressed ? "gzip" : "", header(reply, "Content-Encoding"));
        assertEquals("Accept-Encoding", header(reply, "Vary"));
        assertArrayEquals(plain, compressed ? unzip(reply.body()) : reply.body());
    }

    @Test
    void compressedFile_isAnotherThanThePlainOne_toCaches() throws Exception {
        String plain = header(send(), "ETag");
        String compressed = header(send("Accept-Encoding", "gzip"), "ETag");

        assertNotEquals(plain, compressed);
        assertEquals(
                304,
                send("Accept-Encoding", "gzip", "If-None-Match", compressed).statusCode());
        assertEquals(
                200, send("Accept-Encoding", "gzip", "If-None-Match", plain).statusCode());
        assertEquals(304, send("If-None-Match", plain).statusCode());
    }

    private HttpResponse<byte[]> send(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = server.request(server.path(FILE)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }

    private static byte[] unzip(byte[] compressed) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        }
    }
}
