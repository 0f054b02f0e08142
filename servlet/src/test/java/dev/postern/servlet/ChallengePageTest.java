package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.challenge.image.Transcription;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.Html.Tag;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that a person's browser gets: it keeps what the form held, and runs nothing. */
@OnEveryContainer
class ChallengePageTest {
    private static final String[] SNIPPETS = {
        "",
        " ",
        "a",
        "Ann",
        "<",
        ">",
        "&",
        "\"",
        "'",
        "&amp;",
        "&#60;",
        "&lt",
        "<script>alert(1)</script>",
        "\"><img src=x>",
        "\r\n",
        "\r\n\r\n",
        "\t",
        "\u00e9",
        "\u20ac",
        "\ud83d\ude00",
        "\u0645\u0631\u062d\u0628\u0627",
        "\u202e",
        "\u00a0",
        "\ufeff",
        "\u0080",
        "\u0085",
        "\u009f",
        "\u2028",
        "%41",
        "%",
        "+",
        "=",
        ";",
        "a=b&c=d",
        "</textarea>",
        "-->",
        "]]>",
        "{{x}}",
        "${x}",
        "\\",
        "/",
        "\u0001",
        "x".repeat(5000)
    };

    private final Container container;
    private final Shop shop;

    ChallengePageTest(Container container) {
        this.container = container;
        Application application =
                new Application().page(ChallengePageTest::tellQueryAndBody, "/signup", "/a/*", "/search");
        shop = Shop.open(
                container,
                application,
                gate -> gate.protect("/signup")
                        .protect("/a/*")
                        .protect("* /search")
                        .issueLimit(dev.postern.limit.Rate.parse("1000000/s"))
                        .verifyLimit(dev.postern.limit.Rate.parse("1000000/s")));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void thePage_isInert_andNeverKept() throws NoSuchAlgorithmException {
        Reply page = shop.send(shop.browserForm("/signup", "name=Ann"));
        assertEquals(403, page.status());
        assertEquals("no-store", page.header("Cache-Control"));
        assertEquals("nosniff", page.header("X-Content-Type-Options"));
        Html html = Html.parse(page.text());
        String style = html.tags("style").get(0).textAfter();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "default-src 'none'; img-src data:; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "'; base-uri 'none'; frame-ancestors 'self'",
                page.header("Content-Security-Policy"));
        assertInert(html);
        assertEquals("post", html.form().attribute("method"));
        assertEquals("UTF-8", html.form().attribute("accept-charset"));
        assertFalse(html.form().attributes().containsKey("action"));
        assertTrue(html.tags("label").get(0).attribute("for").equals("answer"));
        assertFalse(page.text().contains("class=\"notice\""));
    }

    @Test
    void theAnswerToAnImage_sendsTheFormOn_andTelephonesShowLetters() {
        Application application = new Application().page(ChallengePageTest::tellQueryAndBody, "/signup");
        try (Shop drawn = Shop.open(
                container, application, Shop.Core.asking(Transcription.onLight()), gate -> gate.protect("/signup"))) {
            Html page = Html.parse(
                    drawn.send(drawn.browserForm("/signup", "name=Ann")).text());
            assertInert(page);
            Tag image = page.tags("img").get(0);
            assertEquals("Type the characters in the picture", image.attribute("alt"));
            assertEquals(image.attribute("alt"), page.instruction());
            Tag answer = page.tags("input").stream()
                    .filter(input -> input.attribute("id").equals("answer"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("text", answer.attribute("inputmode"));
            assertEquals("none", answer.attribute("autocapitalize"));
            String body = Forms.of(page.fields(drawn.answerTo(page).toLowerCase(Locale.ROOT)), "UTF-8");
            assertEquals(
                    "name=Ann",
                    told(drawn.send(drawn.browserForm("/signup", body))).get(1));
        }
    }

    @Test
    void theAnswer_sendsTheFormOn() {
        Reply page = shop.send(shop.browserForm("/signup?x=1", "name=Ann&empty=&name=Bob"));
        Reply passed = submit("/signup?x=1", page);
        assertEquals(200, passed.status(), passed::toString);
        assertEquals(List.of("x=1", "name=Ann&empty=&name=Bob"), told(passed));
    }

    @Test
    void aWrongAnswer_getsThePageAgain_withANotice_anotherChallenge_andAllFields() {
        String form = "name=Ann&empty=&name=B%C3%B6b";
        Html first = page(shop.send(shop.browserForm("/signup", form)));
        String text = first.text() + first.instruction();
        String wrong = shop.answerTo(first).equals("1") ? "2" : "1";
        Reply again = shop.send(shop.browserForm("/signup", Forms.of(first.fields(wrong), "UTF-8")));
        assertEquals(403, again.status());
        Html second = page(again);
        assertTrue(again.text().contains("class=\"notice\" role=\"alert\""));
        assertFalse((second.text() + second.instruction()).equals(text));
        assertEquals(
                1,
                second.fields("").stream()
                        .filter(field -> field.getKey().equals("captcha-challenge"))
                        .count());
        assertEquals(
                1,
                second.fields("").stream()
                        .filter(field -> field.getKey().equals("captcha-answer"))
                        .count());
        assertEquals(List.of("null", form), told(submit("/signup", again)));
    }

    @Test
    void whateverTheFormHeld_theApplicationReceives() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            int count = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                fields.add(Map.entry("n" + text(random), text(random)));
            }
            String form = Forms.of(fields, "UTF-8");
            String address = "/signup?q=%C3%A9&r=a+b&%22%3E";
            Reply passed = submit(address, shop.send(shop.browserForm(address, form)));
            assertEquals(200, passed.status(), passed::toString);
            assertEquals(List.of("q=%C3%A9&r=a+b&%22%3E", form), told(passed), "seed " + seed);
        }
    }

    @Test
    void everyByte_ofAnEightBitForm_comesBack() {
        StringBuilder form = new StringBuilder("name=");
        for (int b = 0x20; b < 0x100; b++) {
            boolean plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            form.append(
                    plain || "*-._".indexOf(b) >= 0
                            ? String.valueOf((char) b)
                            : b == ' ' ? "+" : String.format("%%%02X", b));
        }
        form.append("&na%EFve=%80");
        Reply page = shop.send(shop.browserForm("/signup", form.toString()));
        assertEquals("windows-1252", page(page).form().attribute("accept-charset"));
        assertEquals(List.of("null", form.toString()), told(submit("/signup", page)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "captcha-token=bad",
                "g-recaptcha-response=bad",
                "h-captcha-response=bad",
                "cf-turnstile-response=bad",
                "captcha%2Dtoken=bad",
                "%63aptcha-token=bad",
                "x=1&captcha-token=bad&y=2",
                "captcha-challenge=bad&captcha-answer=bad",
                "captcha%2dchallenge=bad",
                "captcha-token=bad&captcha-token=bad"
            })
    void aRefusedToken_inTheQuery_doesNotStandInTheWayForEver(String query) {
        Reply page = shop.send(shop.browserForm("/signup?" + query, "name=Ann"));
        assertEquals(403, page.status());
        Reply passed = submit("/signup?" + query, page);
        assertEquals(200, passed.status(), passed::toString);
        assertEquals("name=Ann", told(passed).get(1));
        assertEquals(
                query.startsWith("x=1") ? "x=1&y=2" : "", told(passed).get(0).replace("null", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"captcha-token", "g-recaptcha-response", "h-captcha-response", "cf-turnstile-response"})
    void aRefusedToken_inTheForm_doesNotStandInTheWayForEver(String name) {
        Reply page = shop.send(shop.browserForm("/signup", "name=Ann&" + name + "=bad"));
        Reply passed = submit("/signup", page);
        assertEquals(200, passed.status(), passed::toString);
    }

    @Test
    void aGuardedGet_keepsItsQuery() {
        Reply page = shop.send(shop.to("/search?q=%C3%A9&q=%3Cb%3E&empty=&captcha-token=bad")
                .header("Accept", Shop.BROWSER_ACCEPT)
                .header("Sec-Fetch-Site", "same-origin"));
        Html html = page(page);
        assertEquals("get", html.form().attribute("method"));
        String query = Forms.of(html.fields(shop.answerTo(html)), "UTF-8");
        Reply passed = shop.send(shop.to("/search?" + query)
                .header("Accept", Shop.BROWSER_ACCEPT)
                .header("Sec-Fetch-Site", "same-origin"));
        assertEquals(200, passed.status());
        assertTrue(told(passed).get(0).startsWith("q=%C3%A9&q=%3Cb%3E&empty=&captcha-challenge="), passed::toString);
    }

    @Test
    void whatTheClientSent_isNeverMarkup() {
        String evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&#60;";
        for (String path : List.of(
                "/signup?" + encoded(evil) + "=" + encoded(evil),
                "/a/" + encoded("\"><script>alert(1)</script>"),
                "/signup?captcha-token=bad&" + encoded(evil))) {
            assertInert(page(shop.send(shop.browserForm(path, Forms.of(evil, evil, "captcha-challenge", evil)))));
            assertInert(Html.parse(
                    shop.send(shop.form(path, Forms.of(evil, evil)).header("Accept", "text/html"))
                            .text()));
        }
        for (String query :
                List.of("x='\"><script>alert(1)</script>", "captcha-token=x&\"><script>alert(1)</script>")) {
            Reply reply = shop.rawPost(
                    "/signup?" + query,
                    "Accept: text/html",
                    "Sec-Fetch-Site: same-origin",
                    "Content-Type: " + Forms.URLENCODED);
            assertFalse(reply.text().contains("<script"), reply::toString);
        }
    }

    private static String encoded(String text) {
        return Forms.of(text, "").replaceFirst("=$", "").replace("+", "%20").replace("%2F", "%3F");
    }

    private static void assertInert(Html html) {
        List<String> known = List.of(
                "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "form", "input", "label", "button",
                "a", "div", "img");
        for (Tag tag : html.tags()) {
            assertTrue(known.contains(tag.name().replace("/", "")), tag.name());
            for (String attribute : tag.attributes().keySet()) {
                assertFalse(attribute.startsWith("on") || attribute.equals("style"), attribute);
            }
            String source = tag.attribute("src");
            assertTrue(source.isEmpty() || source.startsWith("data:image/png;"), source);
        }
    }

    private static Html page(Reply reply) {
        assertTrue(reply.header("Content-Type").equalsIgnoreCase("text/html;charset=UTF-8"), reply::toString);
        return Html.parse(reply.text());
    }

    /** As a browser does: to the form's action as it stands against the page's address, in the form's charset. */
    private Reply submit(String address, Reply reply) {
        Html page = page(reply);
        Tag form = page.form();
        String target = address;
        if (form.attributes().containsKey("action")) {
            URI path = URI.create(address);
            String action = form.attribute("action");
            assertTrue(action.startsWith("?"), action);
            target = path.getRawPath() + (action.equals("?") ? "" : action);
        }
        String body = Forms.of(page.fields(shop.answerTo(page)), form.attribute("accept-charset"));
        return shop.send(shop.browserForm(target, body));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
        }
        return text.toString();
    }

    /** The query, and the body without what the challenge page added. */
    private static void tellQueryAndBody(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                .replaceAll("(^|&)captcha-(challenge|answer)=[^&]*", "");
        String names = String.join(",", Collections.list(request.getParameterNames()));
        response.setHeader("X-Count", String.valueOf(names.length()));
        response.getOutputStream()
                .write((request.getQueryString() + "\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> told(Reply reply) {
        return List.of(reply.text().split("\n", 2));
    }
}
