package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the application reads behind the filter is what it reads without one: each request goes to the same application twice, once
 * with Postern in front and once bare, and both must say the same.
 */
@OnEveryContainer
class BodyReplayTest {
    private static final String BOUNDARY = "----boundary4f2a";

    private final Shop guarded;
    private final Shop bare;

    BodyReplayTest(Container container) {
        Application application = new Application()
                .page(BodyReplayTest::tell, "/form")
                .multipartPage(BodyReplayTest::tell, "/parts")
                .page(
                        (request, response) ->
                                request.getRequestDispatcher("/form?a=added&b").forward(request, response),
                        "/forward")
                .page(
                        (request, response) ->
                                request.getRequestDispatcher("/form?a=added").include(request, response),
                        "/include");
        UnaryOperator<Gate.Builder> rules =
                gate -> gate.protect(ProtectionRule.parse("* /*").withAction("any"))
                        .verifyLimit(dev.postern.limit.Rate.parse("1000000/s"));
        guarded = Shop.open(container, application, rules);
        bare = Shop.openUnguarded(container, application);
    }

    @AfterEach
    void close() {
        guarded.close();
        bare.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1&b=2",
                "a=1&a=2&a=&a",
                "a&&b=",
                "&a=1&",
                "a=b=c&d==",
                "a=+x+&b+c=d",
                "a=%2B%26%3D%25&%61=2",
                "a=%C3%A9%E2%82%AC%F0%9F%98%80",
                "name=J%C3%BCrgen&stra%C3%9Fe=1",
                "a=%E9&b=%80%FF",
                "a=\u00c3\u00a9",
                "A=1&a=2",
                "a=1;b=2",
                "a=%0D%0A%09x",
                "a=<script>&b=\"'",
                "z=1&y=2&x=3&z=4&w=5"
            })
    void formFields_areTheSameParameters_asWithoutTheFilter(String fields) {
        String body = fields + "&captcha-token=";
        for (String charset : List.of("", "UTF-8", "ISO-8859-1", "windows-1252", "US-ASCII", "nonsense")) {
            assertSame("params", charset, "/form", Forms.URLENCODED, body);
            assertSame("params", charset, "/form?q=1&a=0", Forms.URLENCODED, body);
        }
        for (String type : List.of(
                "; charset=UTF-8",
                ";charset=iso-8859-1",
                "; charset=\"windows-1252\"",
                "; CHARSET=utf-8",
                "; charset=",
                "; x=y")) {
            assertSame("params", "", "/form", Forms.URLENCODED + type, body);
            assertSame("params", "ISO-8859-1", "/form", Forms.URLENCODED + type, body);
        }
    }

    /** And not as on Undertow, which drops fields then, or on Jetty, which refuses the form. */
    @ParameterizedTest
    @ValueSource(strings = {"a=1&b=+", "a=%C3%A9&%62=\u00c3\u00a9"})
    void aCharsetThatThereIsNot_isAsGoodAsNone(String fields) {
        String form = fields + "&captcha-token=" + guarded.pass("any");
        Reply without = bare.send(bare.form("/form", form).header("X-Read", "params"));
        Reply with = guarded.send(guarded.form("/form", form)
                .setHeader("Content-Type", Forms.URLENCODED + "; charset=nonsense")
                .header("X-Read", "params"));
        assertEquals("200\n" + without.text(), with.status() + "\n" + with.text());
    }

    /** No browser sends a form in it, and Undertow reads escaped characters in it alone. */
    @Test
    void aFormInUtf16_isReadAsWithoutTheFilter_whereTheContainerReadsAllOfItSo() {
        String form = "a=%00%C3%00%A9&captcha-token=x";
        UnaryOperator<HttpRequest.Builder> request =
                builder -> builder.header("X-Read", "params").header("X-Charset", "UTF-16BE");
        if (!bare.send(request.apply(bare.form("/form", form))).text().contains("captcha-token")) {
            assertSame("params", "UTF-16BE", "/form?q=1&a=0", Forms.URLENCODED, "a=%00%C3%00%A9&b&captcha-token=");
        }
    }

    /** Undertow's own come in no order. */
    @Test
    void theNamesOfFormFields_keepTheFormsOrder_afterTheQuerys() {
        String form = "z=1&y=2&x=3&z=4&w=5&captcha-token=" + guarded.pass("any");
        Reply reply = guarded.send(guarded.form("/form?q=1", form).header("X-Read", "names"));
        assertEquals("[q, z, y, x, w, captcha-token]", reply.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"params", "reader"})
    void theCharsetThatWasSetLast_counts(String way) {
        String form = "a=%C3%A9&b=\u00c3\u00a9&captcha-token=" + guarded.pass("any");
        UnaryOperator<HttpRequest.Builder> request = builder -> builder.POST(bytes(form))
                .header("Content-Type", Forms.URLENCODED)
                .header("X-Read", way)
                .header("X-Charset", "ISO-8859-1")
                .header("X-Charset-Then", "UTF-8");
        assertSame(request, "/form", way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/form?a=q1&a=q2&b=%C3%A9", "/form?", "/form?&&a", "/form?a=+%2B&=x&b==", "/form?%61=1"})
    void queryParameters_comeFirst_asWithoutTheFilter(String path) {
        assertSame("params", "", path, Forms.URLENCODED, "a=1&c=3&captcha-token=");
        assertSame("params", "ISO-8859-1", path, Forms.URLENCODED, "a=1&c=3&captcha-token=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "reader"})
    void theRawForm_isTheSame_asWithoutTheFilter(String way) {
        String body = "a=%zz&b=%&\u00e9\u0000\u00ff=&&=&captcha-token=";
        for (String charset : List.of("", "UTF-8", "ISO-8859-1", "UTF-16")) {
            assertSame(way, charset, "/form?x=%C3%A9", Forms.URLENCODED, body);
        }
        assertSame(way, "", "/form", Forms.URLENCODED + ";charset=UTF-8", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "SEARCH"})
    void whetherAMethodHasFormParameters_isTheContainersToSay(String method) {
        String pass = guarded.pass("any");
        String body = "a=1&b=2&captcha-token=" + pass;
        UnaryOperator<HttpRequest.Builder> request = builder -> builder.method(method, bytes(body))
                .header("Content-Type", Forms.URLENCODED)
                .header("X-Read", "params");
        assertSame(request, "/form?a=q", method);
    }

    @Test
    void forwardsAndIncludes_addTheirParameters_asWithoutTheFilter() {
        for (String path : List.of("/forward", "/forward?a=q&c=%C3%A9", "/include", "/include?a=q")) {
            assertSame("params", "", path, Forms.URLENCODED, "a=1&b=2&captcha-token=");
            assertSame("stream", "", path, Forms.URLENCODED, "a=1&b=2&captcha-token=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "reader", "params"})
    void otherBodies_areUntouched(String way) {
        String json = "{\"a\":\"\u00c3\u00a9\",\"captcha-token\":\"x\"}";
        for (String type : List.of(
                "application/json", "application/json;charset=ISO-8859-1", "text/plain", "application/octet-stream")) {
            UnaryOperator<HttpRequest.Builder> request = builder -> builder.POST(bytes(json))
                    .header("Content-Type", type)
                    .header("X-Read", way)
                    .header("X-Captcha-Token", guarded.pass("any"));
            assertSame(request, "/form?a=1", type);
        }
        assertSame(
                builder -> builder.POST(BodyPublishers.noBody())
                        .header("X-Read", way)
                        .header("X-Captcha-Token", guarded.pass("any")),
                "/form?a=1",
                "no body");
    }

    @Test
    void aForm_whoseTokenStandsInAHeaderOrTheQuery_isUntouched() {
        for (String way : List.of("stream", "reader", "params")) {
            for (String charset : List.of("", "ISO-8859-1")) {
                assertSame(
                        builder -> builder.POST(bytes("a=%zz&b=%C3%A9&c"))
                                .header("Content-Type", Forms.URLENCODED)
                                .header("X-Read", way)
                                .header("X-Charset", charset)
                                .header("X-Captcha-Token", guarded.pass("any")),
                        "/form?a=0",
                        way + " " + charset);
                assertSame(
                        builder -> builder.POST(bytes("a=1&b=%C3%A9&c"))
                                .header("Content-Type", Forms.URLENCODED)
                                .header("X-Read", way)
                                .header("X-Charset", charset),
                        "/form?captcha-token=" + guarded.pass("any"),
                        way + " " + charset);
            }
        }
    }

    /** As browsers do, and not as one container or the other, which drop such fields or refuse the form. */
    @Test
    void whatIsNoEscape_standsForItself() {
        for (String odd : List.of("%zz", "%", "%2", "%%41%", "%-1", "%+1", "100%", "%u0041")) {
            String form = "a=" + odd + "&captcha-token=" + guarded.pass("any") + "&b=" + odd;
            Reply reply = guarded.send(guarded.form("/form", form).header("X-Read", "params"));
            String read = odd.equals("%%41%") ? "%A%" : odd.replace('+', ' ');
            assertEquals(200, reply.status(), reply::toString);
            assertTrue(reply.text().contains("a = " + read + " [" + read + "]"), reply::toString);
            assertTrue(reply.text().contains("b = " + read + " [" + read + "]"), reply::toString);
        }
    }

    @Test
    void everyByte_comesThrough() {
        byte[] bytes = new byte[70_000];
        new Random(7).nextBytes(bytes);
        byte[] body =
                concat(("captcha-token=" + guarded.pass("any") + "&a=").getBytes(StandardCharsets.US_ASCII), bytes);
        Reply reply = guarded.send(guarded.to("/form")
                .header("Content-Type", Forms.URLENCODED)
                .header("X-Read", "stream")
                .POST(BodyPublishers.ofByteArray(body)));
        assertEquals(200, reply.status(), reply::toString);
        assertArrayEquals(body, reply.bytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFormOfOneMebibyte_comesThrough_chunkedOrNot(boolean chunked) {
        String body = "captcha-token=" + guarded.pass("any") + "&a=" + "x%20y".repeat((1 << 20) / 5);
        BodyPublisher publisher = chunked
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)))
                : bytes(body);
        Reply reply = guarded.send(guarded.to("/form")
                .header("Content-Type", Forms.URLENCODED)
                .header("X-Read", "stream")
                .POST(publisher));
        assertEquals(200, reply.status());
        assertEquals(body, reply.text());

        String again = "a=" + "x%20y".repeat((1 << 20) / 5) + "&captcha-token=" + guarded.pass("any");
        Reply parameters = guarded.send(guarded.form("/form", again).header("X-Read", "params"));
        assertEquals(200, parameters.status());
        assertTrue(parameters.text().contains("x y".repeat((1 << 20) / 5)));
    }

    @Test
    void aBodyLargerThanTheFormLimit_goesThrough_ifTheTokenStandsInAHeader() {
        byte[] body = new byte[10 << 20];
        new Random(8).nextBytes(body);
        for (String type : List.of("application/octet-stream", Forms.URLENCODED)) {
            Reply reply = guarded.send(guarded.to("/form")
                    .header("Content-Type", type)
                    .header("X-Read", "count")
                    .header("X-Captcha-Token", guarded.pass("any"))
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
            assertEquals(200, reply.status());
            assertEquals(body.length + " " + Arrays.hashCode(body), reply.text());
        }
    }

    @Test
    void multipartFields_areTheSamePartsAndParameters_asWithoutTheFilter() {
        String parts = part("a", "1")
                + part("b", "\u00c3\u00a9")
                + part("a", "2")
                + part("empty", "")
                + part("with\"; filename=\"x.bin\"; x=\"", "\u0000\u00ff\r\n--x");
        for (String way : List.of("params", "parts", "one part")) {
            for (String charset : List.of("", "UTF-8", "ISO-8859-1")) {
                String body = part("captcha-token", "") + parts + "--" + BOUNDARY + "--\r\n";
                assertSame(
                        way, charset, "/parts?a=q&c=3", "multipart/form-data; boundary=" + BOUNDARY, body, "\r\n\r\n");
            }
        }
    }

    @Test
    void aMultipartForm_whoseTokenStandsInAHeader_isUntouched() {
        String body = part("a", "1") + part("b", "\u00c3\u00a9") + "--" + BOUNDARY + "--\r\n";
        for (String path : List.of("/parts?a=q", "/form?a=q")) {
            for (String way : List.of("params", "parts", "stream", "reader")) {
                assertSame(
                        builder -> builder.POST(bytes(body))
                                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                                .header("X-Read", way)
                                .header("X-Captcha-Token", guarded.pass("any")),
                        path,
                        path + " " + way);
            }
        }
    }

    @Test
    void theStreamIsRefused_whileTheReaderIsInUse_andTheOtherWayRound() {
        String form = "a=1&captcha-token=";
        assertSame("stream then reader", "", "/form", Forms.URLENCODED, form);
        assertSame("reader then stream", "", "/form", Forms.URLENCODED, form);
    }

    /** Both must say the same of a body into which a pass is put, in place of the first empty token. */
    private void assertSame(String way, String charset, String path, String type, String body) {
        assertSame(way, charset, path, type, body, "captcha-token=");
    }

    private void assertSame(String way, String charset, String path, String type, String body, String before) {
        int place = body.indexOf(before) + before.length();
        String whole = body.substring(0, place) + guarded.pass("any") + body.substring(place);
        assertSame(
                builder -> builder.POST(bytes(whole))
                        .header("Content-Type", type)
                        .header("X-Read", way)
                        .header("X-Charset", charset),
                path,
                way + " set to " + charset + ", " + path + ", " + type + ": " + body,
                true);
    }

    private void assertSame(UnaryOperator<HttpRequest.Builder> request, String path, String what) {
        assertSame(request, path, what, false);
    }

    /** With leave to read what the container alone refuses. */
    private void assertSame(UnaryOperator<HttpRequest.Builder> request, String path, String what, boolean mayBeRead) {
        Reply without = bare.send(request.apply(bare.to(path)));
        Reply with = guarded.send(request.apply(guarded.to(path)));
        if (without.status() == 200) {
            assertEquals("200\n" + without.text(), with.status() + "\n" + with.text(), what);
        } else {
            assertTrue(with.status() == without.status() || (mayBeRead && with.status() == 200), what + with);
        }
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String charset = request.getHeader("X-Charset");
        if (charset != null && !charset.isEmpty()) {
            request.setCharacterEncoding(charset);
        }
        String then = request.getHeader("X-Charset-Then");
        if (then != null) {
            setCharset(request, Charset.forName(then));
        }
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        switch (request.getHeader("X-Read")) {
            case "stream" -> request.getInputStream().transferTo(told);
            case "reader" -> told.writeBytes(text(request.getReader()).getBytes(StandardCharsets.UTF_8));
            case "count" -> {
                byte[] body = request.getInputStream().readAllBytes();
                told.writeBytes((body.length + " " + Arrays.hashCode(body)).getBytes(StandardCharsets.US_ASCII));
            }
            case "params" -> told.writeBytes(parameters(request).getBytes(StandardCharsets.UTF_8));
            case "names" ->
                told.writeBytes(
                        Collections.list(request.getParameterNames()).toString().getBytes(StandardCharsets.UTF_8));
            case "parts" -> {
                for (Part part : request.getParts()) {
                    tell(part, told);
                }
            }
            case "one part" -> tell(request.getPart("b"), told);
            case "stream then reader" -> {
                request.getInputStream();
                told.writeBytes(refusal(request::getReader).getBytes(StandardCharsets.UTF_8));
            }
            case "reader then stream" -> {
                request.getReader();
                told.writeBytes(refusal(request::getInputStream).getBytes(StandardCharsets.UTF_8));
            }
            default -> throw new AssertionError("X-Read");
        }
        response.getOutputStream().write(told.toByteArray());
    }

    /** As Servlet 6.1 has it, or by its name, where the container is for 6.0. */
    private static void setCharset(HttpServletRequest request, Charset charset) throws IOException {
        try {
            ServletRequest.class
                    .getMethod("setCharacterEncoding", Charset.class)
                    .invoke(request, charset);
        } catch (NoSuchMethodException e) {
            request.setCharacterEncoding(charset.name());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private interface Access {
        Object get() throws IOException;
    }

    private static String refusal(Access access) throws IOException {
        try {
            return "not refused: " + access.get();
        } catch (IllegalStateException e) {
            return "refused";
        }
    }

    private static String text(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            text.append((char) c);
        }
        return text.toString();
    }

    private static void tell(Part part, ByteArrayOutputStream told) throws IOException {
        String head = "[" + part.getName() + " " + part.getSubmittedFileName() + " " + part.getContentType() + " "
                + part.getSize() + "]";
        told.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        try (InputStream content = part.getInputStream()) {
            content.transferTo(told);
        }
    }

    /** By all four methods. */
    private static String parameters(HttpServletRequest request) {
        StringBuilder told = new StringBuilder();
        List<String> names = Collections.list(request.getParameterNames());
        for (String name : new TreeSet<>(names)) {
            if (name.isEmpty()) {
                continue; // no form has a field without a name, and each container makes something else of it
            }
            told.append(name).append(" = ").append(request.getParameter(name));
            told.append(' ').append(Arrays.toString(request.getParameterValues(name)));
            told.append(' ').append(Arrays.toString(request.getParameterMap().get(name)));
            told.append('\n');
        }
        told.append(request.getParameter("absent"));
        told.append(names.equals(List.copyOf(request.getParameterMap().keySet())));
        return told.append(Arrays.toString(request.getParameterValues("absent")))
                .toString();
    }

    private static String part(String name, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
    }

    private static BodyPublisher bytes(String body) {
        return BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
