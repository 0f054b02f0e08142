package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.limit.Rate;
import dev.postern.servlet.Gate;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Containers;
import dev.postern.servlet.testing.NpmPackages;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Core;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** ALTCHA's own widget, as it comes from the npm registry, in a real browser. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AltchaWidgetTest {
    /** A second or two where there is nothing else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String KEY = "aic_sk_0123456789abcdefghijABCDEFGHIJ_-";
    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Sign up</title><h1>Sign up</h1>
            <form method="post" action="/signup"><label>Name <input name="name"></label>
            <altcha-widget challenge="/postern/altcha/challenge?action=signup" %s></altcha-widget>
            <button id="send">Send</button></form>
            <script type="module" src="/altcha.js"></script></html>
            """;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private Browser browser;
    private Shop shop;
    private Path script;

    @BeforeAll
    void start() {
        script = NpmPackages.installed().resolve("node_modules/altcha/dist/main/altcha.min.js");
        browser = Browser.start();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        shop = open(gate -> gate);
    }

    @AfterEach
    void close() {
        requests.clear();
        shop.close();
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void whatItSolves_letsTheFormThrough_onceAndNotTwice() throws IOException {
        browser.openAnew(address(""));
        browser.type("[name=name]", "Ann");
        browser.click("altcha-widget label");
        browser.see("altcha-widget", "Verified", PATIENCE);
        String payload = payload();
        browser.photograph(Path.of("target", "screenshots", "altcha-widget.png"));

        browser.click("#send");

        browser.see("#got", "Ann");
        assertEquals(List.of("GET", "POST"), requests, "the form was not asked for anything more");
        Reply again = shop.send(shop.form("/signup", "altcha=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)));
        assertEquals(403, again.status());
        assertEquals("already-used", again.json().get("code").textValue());
    }

    @Test
    void whatItSolves_isGoodAtSiteverify_onceAndNotTwice() {
        browser.openAnew(address("auto=\"onload\""));
        browser.see("altcha-widget", "Verified", PATIENCE);
        String question = "{\"secret\":\"" + KEY + "\",\"response\":\"" + payload() + "\"}";

        Reply first = siteverify(question);
        Reply second = siteverify(question);

        assertTrue(first.json().get("success").booleanValue(), first::text);
        assertEquals("signup", first.json().get("action").textValue());
        assertEquals("{\"success\":false,\"error-codes\":[\"timeout-or-duplicate\"]}", second.text());
    }

    @Test
    void whenTheFormIsSent_itSolves_andSendsItOn() {
        browser.openAnew(address("auto=\"onsubmit\""));
        browser.type("[name=name]", "Bob");
        browser.click("#send");

        browser.see("#got", "Bob", PATIENCE);
        assertEquals(List.of("GET", "POST"), requests);
    }

    @Test
    void testMode_getsNowhere() {
        browser.openAnew(address("auto=\"onload\" configuration='{\"test\":true}'"));
        browser.see("altcha-widget", "Verified", PATIENCE);

        Reply refused =
                shop.send(shop.form("/signup", "altcha=" + URLEncoder.encode(payload(), StandardCharsets.UTF_8)));

        assertEquals("invalid-input", refused.json().get("code").textValue());
    }

    @Test
    void whoHasToWait_seesThatItFailed() {
        shop.close();
        shop = open(gate -> gate.issueLimit(Rate.parse("1/h")));
        browser.openAnew(address("auto=\"onload\""));
        browser.see("altcha-widget", "Verified", PATIENCE);
        browser.openAnew(address("auto=\"onload\""));
        browser.see("altcha-widget", "Verification failed");
        browser.complaints(); // of the refusal
    }

    private Shop open(UnaryOperator<Gate.Builder> more) {
        Application application = new Application()
                .page(this::signUp, "/signup")
                .page((request, response) -> send(response, "text/javascript", Files.readString(script)), "/altcha.js");
        Core core = Core.askingForWork(site -> site, InstantSource.system());
        return Shop.open(
                Containers.all().findFirst().orElseThrow().getPayload(),
                application,
                core,
                gate -> more.apply(gate.protect("/signup").apiKey(KEY, core.site())));
    }

    private void signUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requests.add(request.getMethod());
        String attributes = request.getQueryString() == null ? "" : request.getParameter("with");
        send(
                response,
                "text/html",
                request.getMethod().equals("GET")
                        ? PAGE.formatted(attributes)
                        : "<!DOCTYPE html><link rel=\"icon\" href=\"data:,\"><title>Got it</title><p id=\"got\">"
                                + request.getParameter("name"));
    }

    private static void send(HttpServletResponse response, String type, String text) throws IOException {
        response.setContentType(type + ";charset=UTF-8");
        response.getWriter().write(text);
    }

    private String address(String attributes) {
        return "http://127.0.0.1:" + shop.port() + "/signup?with="
                + URLEncoder.encode(attributes, StandardCharsets.UTF_8);
    }

    private String payload() {
        return browser.script("return document.querySelector('[name=altcha]').value;")
                .toString();
    }

    private Reply siteverify(String json) {
        return shop.send(shop.to("/postern/siteverify")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }
}
