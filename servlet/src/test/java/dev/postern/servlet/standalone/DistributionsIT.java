package dev.postern.servlet.standalone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.servlet.testing.Counters;
import dev.postern.servlet.testing.RawHttp;
import dev.postern.servlet.testing.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.h2.Driver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar and one line of settings guard a web application on containers as they are downloaded. */
final class DistributionsIT {
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="%s">
              <servlet>
                <servlet-name>signup</servlet-name>
                <servlet-class>dev.postern.servlet.standalone.EchoServlet</servlet-class>
              </servlet>
              <servlet>
                <servlet-name>upload</servlet-name>
                <servlet-class>dev.postern.servlet.standalone.EchoServlet</servlet-class>
                <multipart-config/>
              </servlet>
              <servlet-mapping><servlet-name>signup</servlet-name><url-pattern>/signup</url-pattern></servlet-mapping>
              <servlet-mapping><servlet-name>upload</servlet-name><url-pattern>/upload</url-pattern></servlet-mapping>
            </web-app>
            """;
    private static final Pattern LEFT_BEHIND =
            Pattern.compile("(?i)memory leak|failed to stop|started a thread|exception|severe|\\berror\\b");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource
    void theJarAlone_guardsTheForms_andLeavesNothingBehind(Distribution distribution) throws Exception {
        // Then Jetty without that module looks into no jar, as the guide says.
        boolean complete = distribution == Distribution.JETTY_12_WITH_ANNOTATIONS;
        Path root = WebApplication.laidOut(directory, Optional.of(WEB_XML.formatted(complete)), EchoServlet.class);
        Files.writeString(root.resolve("WEB-INF/postern.properties"), "protect = /signup, /upload");
        Path war = WebApplication.packed(root);
        try (ServerProcess server = distribution.start(directory.resolve("base"), war)) {
            assertTrue(server.log().contains("Postern guards [/signup (action signup), /upload (action upload)]"));
            formIsGuarded(server);
            noOtherSpellingReachesIt(server);
            anAnsweredChallengeOpensIt_andItsBodyArrives(server);
            filesArrive(server);

            leavesNothingBehind(server);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_10_1", "TOMCAT_11"})
    void accountsOfTheContainersDatabase_leaveNoThreadBehind(Distribution distribution) throws Exception {
        Path root = WebApplication.laidOut(directory, Optional.empty(), EchoServlet.class);
        Files.writeString(root.resolve("WEB-INF/postern.properties"), """
                accounts = true
                data-source = jdbc/postern
                registration = open
                """);
        // By default H2 starts a thread of its own when the process is asked to stop.
        Files.writeString(Files.createDirectories(root.resolve("META-INF")).resolve("context.xml"), """
                <Context>
                  <Resource name="jdbc/postern" type="javax.sql.DataSource" driverClassName="org.h2.Driver"
                    url="jdbc:h2:mem:postern;DB_CLOSE_ON_EXIT=FALSE" username="sa" password="" closeMethod="close"/>
                </Context>
                """);
        Path base = directory.resolve("base");
        Path driver = Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Files.copy(driver, Files.createDirectories(base.resolve("lib")).resolve("h2.jar"));
        try (ServerProcess server = distribution.start(base, WebApplication.packed(root))) {
            HttpResponse<byte[]> registered = send(to(server, "/postern/api/v1/auth/register")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}")));
            assertEquals(201, registered.statusCode(), () -> text(registered));

            leavesNothingBehind(server);
        }
    }

    private static void leavesNothingBehind(ServerProcess server) throws IOException {
        String log = server.stop();
        assertEquals(128 + 15, server.exitValue(), log);
        assertFalse(LEFT_BEHIND.matcher(log).find(), log);
    }

    private void formIsGuarded(ServerProcess server) throws Exception {
        assertEquals("FORM", text(send(to(server, "/signup").GET())));
        for (String path : List.of("/signup", "/upload")) {
            assertEquals(
                    403,
                    send(to(server, path).POST(BodyPublishers.ofString("name=Ada")))
                            .statusCode());
        }
    }

    private static void noOtherSpellingReachesIt(ServerProcess server) {
        for (String target : List.of(
                "/shop/signup;x=1",
                "/shop;x=1/signup",
                "/sh%6Fp/signup",
                "/shop/sign%75p",
                "/shop/./signup",
                "/shop/a/../signup",
                "/a/../shop/signup",
                "/shop//signup",
                "//shop/signup",
                "/shop/signup/",
                "/shop/SIGNUP",
                "/shop/%2e/signup",
                "/shop/a/..;/signup",
                "/shop/..;/shop/signup",
                "/shop/signup%3Bx",
                "/shop/signup%2F",
                "http://127.0.0.1:" + server.port() + "/shop/signup")) {
            Reply reply = RawHttp.exchange(
                    server.port(),
                    "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            assertEquals("", reply.header("X-Reached"), target);
            assertTrue(reply.status() >= 400 && reply.status() < 500, () -> target + ": " + reply);
        }
    }

    private void anAnsweredChallengeOpensIt_andItsBodyArrives(ServerProcess server) throws Exception {
        byte[] form = ("name=%C3%A9&odd=%zz&raw=\u00e9&" + answerTo(challenge(server, "/signup")))
                .getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest.Builder request = to(server, "/signup")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofByteArray(form));
        HttpResponse<byte[]> opened = send(request);
        assertEquals(200, opened.statusCode());
        assertArrayEquals(form, opened.body());
        assertEquals(403, send(request).statusCode());
    }

    private void filesArrive(ServerProcess server) throws Exception {
        byte[] file = new byte[100_000];
        new Random(5).nextBytes(file);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String field : answerTo(challenge(server, "/upload")).split("&", -1)) {
            String[] pair = field.split("=", 2);
            body.writeBytes(part("name=\"" + pair[0] + "\"", pair[1].getBytes(StandardCharsets.US_ASCII)));
        }
        body.writeBytes(part("name=\"file\"; filename=\"a.bin\"", file));
        body.writeBytes("--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<byte[]> opened = send(to(server, "/upload")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
        assertEquals(200, opened.statusCode(), () -> text(opened));
        assertArrayEquals(file, opened.body());
    }

    private static byte[] part(String disposition, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(("--x\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return part.toByteArray();
    }

    /** The one that comes with the refusal. */
    private JsonNode challenge(ServerProcess server, String path) throws Exception {
        HttpResponse<byte[]> refused = send(to(server, path).POST(BodyPublishers.noBody()));
        return JSON.readTree(refused.body()).path("challenge");
    }

    private static String answerTo(JsonNode challenge) {
        JsonNode work = challenge.path("challenge");
        String counter = Counters.search(
                work.path("salt").textValue(),
                work.path("target").textValue(),
                work.path("max").intValue());
        return "captcha-challenge=" + challenge.path("token").textValue() + "&captcha-answer=" + counter;
    }

    private static HttpRequest.Builder to(ServerProcess server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/shop" + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
