package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is no request of the contract gets a 4xx, whatever it is, at every endpoint and at a guarded form; nothing is logged above debug
 * for it, and nothing is stored.
 */
final class EndpointBadInputTest {
    private static final int MILLION = 1_000_000;
    private static final String TOKEN = "019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31";
    private static final String ENTRY = "{\"token\":\"" + TOKEN + "\",\"answer\":5}";
    private static final Map<String, byte[]> BODIES = bodies();
    private static final String GUARDED = "/signup";

    private static Map<String, byte[]> bodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("truncated", ascii("{\"token\":\"" + TOKEN + "\",\"ans"));
        bodies.put("10 MB", ascii("x".repeat(10 * MILLION)));
        bodies.put("10 MB of white space in JSON", ascii("{" + " ".repeat(10 * MILLION) + "}"));
        bodies.put("100,000 levels of arrays", ascii("{\"token\":" + "[".repeat(100_000)));
        bodies.put("15,000 levels of arrays", ascii("{\"token\":" + "[".repeat(15_000)));
        bodies.put("3,000 levels of objects, closed", ascii("{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000)));
        bodies.put("a number of a million digits", ascii("{\"token\":\"x\",\"answer\":" + "9".repeat(MILLION) + "}"));
        bodies.put("a number of 15,000 digits", ascii("{\"token\":\"x\",\"answer\":" + "9".repeat(15_000) + "}"));
        bodies.put("a fraction of 15,000 digits", ascii("{\"answer\":0." + "1".repeat(15_000) + "}"));
        bodies.put("UTF-16 with a mark", ENTRY.getBytes(StandardCharsets.UTF_16));
        bodies.put("UTF-16LE", ENTRY.getBytes(StandardCharsets.UTF_16LE));
        bodies.put("UTF-32", ENTRY.getBytes(Charset.forName("UTF-32")));
        bodies.put("Latin-1", "{\"token\":\"é\",\"answer\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("UTF-8 with a mark", ("\uFEFF" + ENTRY).getBytes(StandardCharsets.UTF_8));
        bodies.put("duplicate keys", ascii("{\"token\":\"" + TOKEN + "\",\"answer\":5,\"answer\":6}"));
        bodies.put("duplicate keys below", ascii("{\"token\":{\"a\":1,\"a\":2},\"answer\":5}"));
        bodies.put("a NUL for white space", ascii("{\0\"token\":\"x\"}"));
        bodies.put("a NUL in a string", ascii("{\"token\":\"\0\",\"answer\":5}"));
        bodies.put("all NUL", new byte[10_000]);
        bodies.put(
                "a surrogate as three bytes",
                concat(ascii("{\"token\":\""), new byte[] {-19, -96, -128}, ascii("\",\"answer\":5}")));
        bodies.put(
                "an overlong slash", concat(ascii("{\"token\":\""), new byte[] {-64, -81}, ascii("\",\"answer\":5}")));
        bodies.put("garbage after it", ascii(ENTRY + "x"));
        bodies.put("a second object", ascii(ENTRY + ENTRY));
        bodies.put("a comment after it", ascii(ENTRY + "// end"));
        bodies.put("form fields", ascii("token=" + TOKEN + "&answer=5"));
        bodies.put("an XML entity", ascii("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>"));
        return bodies;
    }

    static Stream<Arguments> containersAndPaths() {
        return Stream.of(EndpointContainer.values())
                .flatMap(container -> Stream.of(
                                "/postern/api/v2/challenges",
                                "/postern/api/v2/challenges/verify",
                                "/postern/api/v2/challenges/siteverify",
                                "/postern/challenge",
                                "/postern/verify",
                                "/postern/siteverify",
                                GUARDED)
                        .map(path -> Arguments.of(container, path)));
    }

    @ParameterizedTest
    @MethodSource("containersAndPaths")
    void aBodyThatIsNoJson_isRefused_loggedNowhere_andStoredNowhere(EndpointContainer container, String path)
            throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            for (Map.Entry<String, byte[]> body : BODIES.entrySet()) {
                for (String type : List.of(EndpointServer.JSON, EndpointServer.FORM)) {
                    boolean form = type.equals(EndpointServer.FORM);
                    EndpointReply reply = EndpointSocket.post(
                            server, path, body.getValue(), "Content-Type: " + type, "X-API-Key: " + EndpointServer.KEY);

                    isRefused(path, body.getKey() + " as " + type, reply);
                    if (!form && !path.equals(GUARDED) && !path.endsWith("/siteverify")) {
                        boolean large = body.getValue().length > 16 << 10;
                        reply.isProblem(large ? 413 : 400, large ? "body-too-large" : "invalid-json");
                    }
                }
            }
            leavesNoTrace(server, log);
        }
    }

    @ParameterizedTest
    @MethodSource("containersAndPaths")
    void anEmptyBody_isNoJson_saveWhereItMayBeEmpty(EndpointContainer container, String path) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            EndpointReply reply = EndpointSocket.post(
                    server, path, new byte[0], "Content-Type: application/json", "X-API-Key: " + EndpointServer.KEY);

            if (path.endsWith("/challenges") || path.endsWith("/challenge")) {
                assertEquals(200, reply.status());
            } else {
                isRefused(path, "empty", reply);
            }
            leavesNoTrace(server, log);
        }
    }

    @ParameterizedTest
    @MethodSource("containersAndPaths")
    void whatIsJsonButNonsense_isNeverAFaultOfOurs(EndpointContainer container, String path) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            for (String body : List.of(
                    "{\"token\":\"\\ud800\",\"answer\":\"\\udc00\\ud800\"}",
                    "{\"\\ud800\":\"\\u0000\",\"\":\"\"}",
                    "{\"token\":\"\\u0000\",\"answer\":\"\\u0000\"}",
                    "{\"token\":\"" + TOKEN + "\",\"answer\":1e999999999}",
                    "{\"token\":\"" + TOKEN + "\",\"answer\":-1E+2147483648}",
                    "{\"token\":\"" + TOKEN + "\",\"answer\":\"" + "٣".repeat(64) + "\"}",
                    "{\"token\":\"" + TOKEN + "\",\"answer\":\"" + "ẞ".repeat(64) + "\"}",
                    "{\"token\":\"" + "x".repeat(15_000) + "\",\"answer\":\"" + "9".repeat(1_000) + "\"}",
                    "{\"action\":\"" + "/".repeat(64) + "\",\"locale\":\"x-" + "y".repeat(60) + "\"}",
                    "{\"secret\":\"\\ud800\",\"response\":\"\\ud800\",\"idempotency_key\":\"\\ud800\"}",
                    "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}",
                    "{\"y\":" + "9".repeat(100) + "}")) {
                EndpointReply reply = EndpointSocket.post(
                        server,
                        path,
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json",
                        "X-API-Key: " + EndpointServer.KEY);

                assertTrue(reply.status() == 200 || reply.status() / 100 == 4, body + " → " + reply);
            }
            leavesNoTrace(server, log);
        }
    }

    @ParameterizedTest
    @MethodSource("containersAndPaths")
    void headersOfAnySizeAndContent_areNeverAFaultOfOurs(EndpointContainer container, String path) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            for (String value : List.of(
                    "x".repeat(6_000),
                    "x".repeat(100_000),
                    "\u00e9\u00ff\u0080",
                    "\t",
                    "\"",
                    "%00",
                    ",;,;,",
                    "\u0001")) {
                for (String name : List.of(
                        "X-API-Key",
                        "X-Captcha-Token",
                        "X-Captcha-Challenge",
                        "X-Captcha-Answer",
                        "Content-Type",
                        "Sec-Fetch-Site",
                        "Origin",
                        "Accept",
                        "Accept-Language",
                        "X-Forwarded-For")) {
                    EndpointReply reply = EndpointSocket.post(server, path, ascii("{}"), name + ": " + value);

                    assertTrue(
                            reply.status() == 200 || reply.status() / 100 == 4,
                            () -> name + " of " + value.length() + " → " + reply);
                }
            }
            leavesNoTrace(server, log);
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointContainer.class)
    void aClientThatExpectsToBeToldToContinue_getsItsReply(EndpointContainer container) throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start()) {
            for (int length : List.of(ENTRY.length(), 20_000, 10 * MILLION)) {
                try (EndpointSocket socket = new EndpointSocket(server)) {
                    socket.send(EndpointSocket.head(
                                    "/postern/verify", "Content-Type: application/json", "Expect: 100-continue")
                            + "Content-Length: " + length + "\r\n\r\n");
                    socket.send(ascii(ENTRY + " ".repeat(length - ENTRY.length())));

                    EndpointReply reply = socket.reply();

                    assertEquals(length > 16 << 10 ? 413 : 200, reply.status(), reply.body());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("containersAndPaths")
    void aBodyThatEndsTooSoonOrIsChunkedWrongly_isNeverAFaultOfOurs(EndpointContainer container, String path)
            throws Exception {
        try (EndpointServer server = EndpointServer.on(container).start();
                EndpointLog log = new EndpointLog()) {
            for (String type : List.of(EndpointServer.JSON, EndpointServer.FORM)) {
                String head = EndpointSocket.head(path, "Content-Type: " + type, "X-API-Key: " + EndpointServer.KEY);
                for (String rest : List.of(
                        "Content-Length: 1000\r\n\r\n{\"token\":\"x\"",
                        "Content-Length: 100000\r\n\r\n{\"token\":\"x\"",
                        "Content-Length: -1\r\n\r\n{}",
                        "Content-Length: 99999999999999999999\r\n\r\n{}",
                        "Content-Length: x\r\n\r\n{}",
                        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                        "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"",
                        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx",
                        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}",
                        "Transfer-Encoding: nonsense\r\n\r\n{}")) {
                    try (EndpointSocket socket = new EndpointSocket(server)) {
                        socket.send(head + rest);
                        socket.endOutput();

                        EndpointReply reply = socket.reply();

                        String what = type + " " + rest + " → " + reply;
                        boolean siteverify = path.equals("/postern/siteverify") && reply.status() == 200;
                        // Undertow closes the connection itself on a chunk or an encoding that is none.
                        boolean closed = container == EndpointContainer.UNDERTOW
                                && rest.startsWith("Transfer-Encoding: ")
                                && reply.status() == 0;
                        assertTrue(reply.status() / 100 == 4 || reply.status() == 501 || siteverify || closed, what);
                        assertFalse(reply.body().contains("dev.postern"), what);
                    }
                }
            }
            leavesNoTrace(server, log);
        }
    }

    /** A 4xx, or where clients know no other status, success false. */
    private static void isRefused(String path, String what, EndpointReply reply) {
        if (path.equals("/postern/siteverify")) {
            assertEquals(200, reply.status(), what);
            assertEquals("false", reply.json().get("success").toString(), what);
        } else {
            assertEquals(4, reply.status() / 100, what + " → " + reply);
        }
    }

    private static void leavesNoTrace(EndpointServer server, EndpointLog log) {
        assertEquals(List.of(), log.aboveDebug());
        assertEquals(0, server.store.attempts());
        assertEquals(0, server.store.rightAnswers());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
