package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.StoreUnavailableException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form with files earns its pass before it is sent once more. */
@OnEveryContainer
class FilePassTest {
    private static final String PASS = "postern-pass.upload";
    private static final String BODY = """
            --x
            Content-Disposition: form-data; name="file"; filename="a.txt"

            a file
            --x--
            """.replace("\n", "\r\n");

    private final Container container;
    private final EndpointStore store =
            new EndpointStore(CaffeineTokenStore.builder().build());
    private final Shop shop;
    /** As a browser keeps them. */
    private final Map<String, String> cookies = new TreeMap<>();

    FilePassTest(Container container) {
        this.container = container;
        Application application = new Application()
                .page(FilePassTest::tellBody, "/upload", "/other")
                .multipartPage(FilePassTest::tellFile, "/parts");
        shop = Shop.open(
                container,
                application,
                Shop.Core.with(core -> core.store(store), UnaryOperator.identity()),
                gate -> gate.protect("/upload").protect("/other").protect("/parts"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void formWithFiles_isAskedFirst_andThenLetThrough_whole() {
        Html page = Html.parse(send(upload("/upload")).text());
        Reply earned = solve("/upload", page);
        assertEquals(200, earned.status(), earned::toString);
        assertTrue(earned.text().contains("href=\"/upload/form?id=5\""), earned::toString);
        assertFalse(earned.text().contains("<form"), "nothing to send by itself");

        Reply passed = send(upload("/upload"));
        assertEquals(200, passed.status(), passed::toString);
        assertEquals(BODY, passed.text());
    }

    @Test
    void servletThatTakesParts_getsThem() {
        Html page = Html.parse(send(upload("/parts")).text());
        solve("/parts", page);
        Reply passed = send(upload("/parts"));
        assertEquals("a file", passed.text(), passed::toString);
    }

    @Test
    void pass_isGoodOnce_andForgotten() {
        solve("/upload", Html.parse(send(upload("/upload")).text()));
        String pass = String.valueOf(cookies.get(PASS));
        assertEquals(200, send(upload("/upload")).status());
        assertFalse(cookies.containsKey(PASS));
        cookies.put(PASS, pass);
        assertEquals(403, send(upload("/upload")).status());
    }

    @Test
    void storeThatIsAway_costsNoPass() {
        solve("/upload", Html.parse(send(upload("/upload")).text()));
        store.failWith(new StoreUnavailableException("the store is away", Duration.ofSeconds(1)));
        assertEquals(503, send(upload("/upload")).status());
        store.recover();
        assertEquals(200, send(upload("/upload")).status());
    }

    @Test
    void page_tellsInHowManyMinutesTheFormMustBeSent() {
        Shop.Core core =
                Shop.Core.with(UnaryOperator.identity(), site -> site.verificationLifetime(Duration.ofMinutes(2)));
        try (Shop brief = Shop.open(container, uploads(), core, gate -> gate.protect("/upload"))) {
            Shop.Solved solved = brief.challenge("upload");
            String form = Forms.of(
                    "captcha-files", "/upload", "captcha-challenge", solved.token(), "captcha-answer", solved.answer());
            Reply earned = brief.send(brief.browserForm("/upload", form).header("Cookie", "postern-probe.upload=1"));
            assertTrue(earned.text().contains("within 2 min."), earned::toString);
            assertTrue(earned.header("Set-Cookie").contains("; Max-Age=120;"), earned::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example, true", "http://shop.example, false"})
    void behindAProxyThatEndsTls_cookiesGoOverTlsAlone(String publicOrigin, boolean secure) {
        try (Shop proxied =
                Shop.open(container, uploads(), gate -> gate.protect("/upload").publicOrigin(publicOrigin))) {
            Reply refused = proxied.rawPost(
                    "/upload",
                    "Content-Type: multipart/form-data; boundary=x",
                    "Accept: " + Shop.BROWSER_ACCEPT,
                    "Sec-Fetch-Site: same-origin");
            assertEquals(secure, refused.header("Set-Cookie").contains("; Secure"), refused::toString);
        }
    }

    @Test
    void pass_waitsFiveMinutes_andNoScriptAndNoOtherSiteGetsIt() {
        Reply refused = send(upload("/upload"));
        Reply earned = solve("/upload", Html.parse(refused.text()));
        String cookie = earned.header("Set-Cookie");
        for (String attribute : List.of("Max-Age=300", "Path=/", "HttpOnly", "SameSite=Strict")) {
            assertTrue(cookie.toLowerCase(Locale.ROOT).contains(attribute.toLowerCase(Locale.ROOT)), cookie);
        }
        shop.core().clock().advance(Duration.ofMinutes(5));
        assertEquals(403, send(upload("/upload")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/upload", "/shop;x=1/upload", "/sh%6Fp/upload"})
    void pass_isForTheApplicationAlone_howeverItsPathIsSpelt(String target) {
        try (Shop below =
                Shop.open(container, "/shop", uploads(), Shop.Core.plain(), gate -> gate.protect("/upload"))) {
            Reply refused = below.rawPost(
                    target,
                    "Content-Type: multipart/form-data; boundary=x",
                    "Accept: " + Shop.BROWSER_ACCEPT,
                    "Sec-Fetch-Site: same-origin");
            assertEquals(403, refused.status(), refused::toString);
            assertTrue(refused.header("Set-Cookie").contains("; Path=/shop/;"), refused::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"/my shop, /my%20shop", "/caf\u00e9, /caf%C3%A9"})
    void pass_isForThePathAsBrowsersWriteIt(String contextPath, String path) {
        try (Shop below =
                Shop.open(container, contextPath, uploads(), Shop.Core.plain(), gate -> gate.protect("/upload"))) {
            Reply refused = below.rawPost(
                    path + "/upload",
                    "Content-Type: multipart/form-data; boundary=x",
                    "Accept: " + Shop.BROWSER_ACCEPT,
                    "Sec-Fetch-Site: same-origin");
            assertTrue(refused.header("Set-Cookie").contains("; Path=" + path + "/;"), refused::toString);
        }
    }

    @Test
    void browserWithoutCookies_isToldSo_andSentRoundInNoCircle() {
        Html page = Html.parse(send(upload("/upload")).text());
        cookies.clear();
        Reply told = solve("/upload", page);
        assertEquals(403, told.status());
        assertTrue(told.text().contains("cookie"), told::toString);
        assertEquals(List.of(), Html.parse(told.text()).tags("form"));
        assertFalse(told.header("Set-Cookie").contains(PASS + "="));
    }

    @Test
    void wrongAnswer_isAskedAgain_forTheSameForm() {
        Html page = Html.parse(send(upload("/upload")).text());
        String wrong = shop.answerTo(page).equals("1") ? "2" : "1";
        Reply again = send(post("/upload", page, wrong));
        assertEquals(403, again.status());
        assertTrue(again.text().contains("role=\"alert\""));
        Reply earned = solve("/upload", Html.parse(again.text()));
        assertEquals(200, earned.status());
        assertTrue(earned.text().contains("href=\"/upload/form?id=5\""), earned::toString);
        assertEquals(200, send(upload("/upload")).status());
    }

    @Test
    void passOfOneForm_opensNoOther() {
        solve("/upload", Html.parse(send(upload("/upload")).text()));
        String pass = String.valueOf(cookies.remove(PASS));
        cookies.put("postern-pass.other", pass);
        assertEquals(403, send(upload("/other")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void anotherSitesPage_canNotUseIt_norUseItUp(String site) {
        solve("/upload", Html.parse(send(upload("/upload")).text()));
        Reply refused = send(upload("/upload").setHeader("Sec-Fetch-Site", site));
        assertEquals(403, refused.status());
        assertEquals(200, send(upload("/upload")).status());
    }

    @Test
    void otherFormsAndCalls_needAPassOfTheirOwn() {
        solve("/upload", Html.parse(send(upload("/upload")).text()));
        assertEquals(403, send(shop.browserForm("/upload", "name=Ann")).status());
        HttpRequest.Builder json = shop.to("/upload")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("{}"));
        assertEquals(403, send(json).status());
        assertEquals(200, send(upload("/upload")).status());
    }

    /** Else its own answer would put a pass into the browser of whoever it lures. */
    @Test
    void anotherSitesPost_earnsNothingForLater() {
        send(upload("/upload"));
        Shop.Solved solved = shop.challenge("upload");
        String form = Forms.of(
                "captcha-files", "/upload", "captcha-challenge", solved.token(), "captcha-answer", solved.answer());
        Reply reply = send(shop.browserForm("/upload", form).setHeader("Sec-Fetch-Site", "cross-site"));
        assertEquals("", reply.header("Set-Cookie"));
        assertFalse(cookies.containsKey(PASS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/x",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/\t/evil.example",
                "/\n/evil.example",
                "\"><script>alert(1)</script>",
                ""
            })
    void linkBack_neverLeavesTheHost(String address) {
        send(upload("/upload"));
        Shop.Solved solved = shop.challenge("upload");
        String form = Forms.of(
                "captcha-files", address, "captcha-challenge", solved.token(), "captcha-answer", solved.answer());
        Reply reply = send(shop.browserForm("/upload", form));
        assertEquals(200, reply.status(), reply::toString);
        String link = Html.parse(reply.text()).tags("a").get(0).attribute("href");
        assertTrue(link.matches("/[a-z.]+(/x)?"), link);
        assertFalse(link.startsWith("//"), link);
    }

    @Test
    void script_getsProblemDetails_asForAnyRequest() {
        Reply reply = send(upload("/upload").setHeader("Accept", "*/*"));
        assertEquals("challenge-required", reply.code());
    }

    private HttpRequest.Builder upload(String path) {
        return shop.to(path)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Accept", Shop.BROWSER_ACCEPT)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Referer", "http://127.0.0.1:" + shop.port() + "/upload/form?id=5")
                .POST(BodyPublishers.ofString(BODY));
    }

    private Reply solve(String path, Html page) {
        return send(post(path, page, shop.answerTo(page)));
    }

    private HttpRequest.Builder post(String path, Html page, String answer) {
        return shop.browserForm(path, Forms.of(page.fields(answer), "UTF-8"));
    }

    private Reply send(HttpRequest.Builder request) {
        List<String> sent = new ArrayList<>();
        cookies.forEach((name, value) -> sent.add(name + "=" + value));
        if (!sent.isEmpty()) {
            request.setHeader("Cookie", String.join("; ", sent));
        }
        Reply reply = shop.send(request);
        for (String cookie : reply.headers("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty() || cookie.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return reply;
    }

    private static Application uploads() {
        return new Application().page(FilePassTest::tellBody, "/upload");
    }

    private static void tellBody(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getOutputStream().write(request.getInputStream().readAllBytes());
    }

    private static void tellFile(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        byte[] file = request.getPart("file").getInputStream().readAllBytes();
        response.getWriter().write(new String(file, StandardCharsets.UTF_8));
    }
}
