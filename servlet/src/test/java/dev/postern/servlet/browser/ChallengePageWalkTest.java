package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.Difficulty;
import dev.postern.challenge.image.Transcription;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Containers;
import dev.postern.servlet.testing.Shop;
import dev.postern.servlet.testing.Shop.Core;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The challenge page in a real browser: with script, without, and where script fails; for forms, and for forms with files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChallengePageWalkTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String FORM = """
            <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>%1$s</title><h1>%1$s</h1>
            <form method="post" action="/%1$s"%2$s><label>Name <input name="name"></label>
            <label>Submit <input name="submit" value="a field of that name"></label>%3$s
            <input type="hidden" name="dataset" value="1"><input type="hidden" name="append" value="1">
            <input type="hidden" name="querySelector" value="1">
            <button id="send">Send</button></form></html>
            """;

    /** Chromium notes that a page came with 403. */
    private static final String REFUSED = ".*/(signup|upload|favicon.ico) - Failed to load resource: .* 40[34] .*";

    private final List<String> violations = new ArrayList<>();
    /** What was asked of the application, and of the endpoints, but for files. */
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Browser browser;
    private Shop shop;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    void start() {
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
        violations.clear();
        requests.clear();
        browser.look(Look.WIDE_LIGHT);
        shop = open(Core.askingForWork(site -> site.work(Difficulty.MEDIUM, Difficulty.MEDIUM)));
    }

    @AfterEach
    void close() {
        browser.allowScripts(true);
        browser.block();
        shop.close();
        assertEquals(List.of(), violations);
        List<String> complaints = browser.complaints().stream()
                .filter(message -> !message.matches(REFUSED))
                .toList();
        assertEquals(List.of(), complaints);
    }

    @Test
    void browser_doesTheWork_andSendsTheFormOnByItself() {
        fillIn("signup", "Ann & B\u00f6b");
        browser.see("#got", "Ann & B\u00f6b; a field of that name");
        assertEquals(List.of("GET /signup", "POST /signup", "POST /signup"), requests, "one exchange beyond the form");
    }

    @Test
    void browserWithoutScript_showsTheQuestion() throws IOException {
        browser.allowScripts(false);
        fillIn("signup", "Ann");
        browser.see("#answer");
        inspectWithoutScript("challenge-page-without-script");
        browser.type("#answer", "wrong");
        browser.press(Keys.ENTER);
        browser.see(".notice", "The answer was not right.");
        browser.type("#answer", answer());
        browser.press(Keys.ENTER);
        browser.see("#got", "Ann; a field of that name");
    }

    @Test
    void scriptThatDoesNotLoad_leavesTheQuestion() {
        browser.block("*/challenge-page.js");
        fillIn("signup", "Ann");
        browser.type("#answer", answer());
        browser.press(Keys.ENTER);
        browser.see("#got", "Ann");
        browser.complaints(); // of what was blocked
    }

    @Test
    void scriptThatFails_leavesTheQuestion_andSaysSo() throws IOException {
        browser.block("*/widget/solver.js");
        Runnable normal = browser.beforeScripts("window.Worker = class { constructor() { throw new Error(); } };");
        fillIn("signup", "Ann");
        browser.see(".failed", "answer the question instead");
        normal.run();
        inspect("challenge-page-failed");
        browser.type("#answer", answer());
        browser.press(Keys.ENTER);
        browser.see("#got", "Ann");
        browser.complaints(); // of what was blocked
    }

    @Test
    void workThatIsBeingDone_isShown() throws IOException {
        Runnable normal = browser.beforeScripts("window.Worker = class { postMessage() {} terminate() {} };");
        fillIn("signup", "Ann");
        browser.see(".check", "This goes on by itself.");
        inspect("challenge-page-working");
        normal.run();
    }

    @Test
    void siteThatAsksQuestions_asksOne() throws IOException {
        shop.close();
        shop = open(Core.plain());
        fillIn("signup", "Ann");
        browser.see("#answer");
        assertEquals("answer", browser.script("return document.activeElement.id;"));
        inspect("challenge-page-question");
        browser.type("#answer", answer());
        browser.press(Keys.ENTER);
        browser.see("#got", "Ann");
    }

    @Test
    void siteThatShowsImages_showsOne() throws IOException {
        shop.close();
        shop = open(Core.asking(Transcription.onLight()));
        fillIn("signup", "Ann");
        browser.see("#answer");
        assertEquals(200L, browser.script("return document.querySelector('img').naturalWidth;"));
        inspect("challenge-page-image");
        browser.type("#answer", shop.core().answers().all().get(0));
        browser.press(Keys.ENTER);
        browser.see("#got", "Ann");
    }

    @Test
    void backButton_afterTheForm_leadsToNothingThatClaimsToBeDone() {
        fillIn("signup", "Ann");
        browser.see("#got");
        browser.back();
        browser.until("the page before still claims something", () -> !browser.isVisible(".check"));
    }

    @Test
    void upload_earnsItsPassFirst_andIsSentAgainWhole() throws IOException {
        choose("upload", "a file of Ann's");
        browser.see("h1", "Now choose your file again");
        inspect("challenge-page-files");
        browser.click("a");
        browser.see("#send");
        choose("upload", "a file of Ann's");
        browser.see("#got", "a file of Ann's");
        assertEquals(List.of("GET /upload", "POST /upload", "POST /upload", "GET /upload", "POST /upload"), requests);
    }

    @Test
    void uploadWithoutScript_earnsItsPassByTheQuestion() throws IOException {
        browser.allowScripts(false);
        choose("upload", "a file of Ann's");
        browser.type("#answer", answer());
        browser.press(Keys.ENTER);
        browser.see("h1", "Now choose your file again");
        browser.click("a");
        choose("upload", "a file of Ann's");
        browser.see("#got", "a file of Ann's");
    }

    @Test
    void browserThatKeepsNoCookies_isToldSo_once() throws IOException {
        browser.look(Look.WIDE_LIGHT);
        try (Browser strict = Browser.startWithoutCookies()) {
            strict.openAnew(address("upload"));
            strict.script("return arguments[0].value = 'Ann';", strict.see("[name=name]"));
            strict.see("[name=file]").sendKeys(file("a file").toString());
            strict.click("#send");
            strict.see("h1", "Cookies are needed here");
            assertEquals(List.of("GET /upload", "POST /upload", "POST /upload"), requests);
        }
    }

    @Test
    void pageInArabic_readsFromTheRight() throws IOException {
        browser.language("ar");
        try {
            browser.allowScripts(false);
            fillIn("signup", "Ann");
            browser.see("#answer");
            inspectWithoutScript("challenge-page-arabic");
        } finally {
            browser.language("en-GB");
        }
    }

    @Test
    void twoTabs_areAskedApart() {
        fillIn("signup", "Ann");
        browser.see("#got", "Ann");
        browser.newTab();
        fillIn("signup", "Bob");
        browser.see("#got", "Bob");
        browser.closeTab();
        browser.see("#got", "Ann");
    }

    private Shop open(Core core) {
        Container jetty = Containers.all().findFirst().orElseThrow().getPayload();
        Application application =
                new Application().page(this::signup, "/signup").multipartPage(this::upload, "/upload");
        return Shop.open(
                jetty,
                application.with(context -> context.addListener(new Notes())),
                core,
                gate -> gate.protect("/signup").protect("/upload"));
    }

    /** Before any filter. */
    private final class Notes implements ServletRequestListener {
        @Override
        public void requestInitialized(ServletRequestEvent event) {
            HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
            if (!request.getRequestURI().matches(".*\\.(js|ico)")) {
                requests.add(request.getMethod() + " " + request.getRequestURI());
            }
        }
    }

    private void signup(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding("UTF-8");
        html(
                response,
                request.getMethod().equals("GET")
                        ? FORM.formatted("signup", "", "")
                        : got(request.getParameter("name") + "; " + request.getParameter("submit")));
    }

    private void upload(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        html(
                response,
                request.getMethod().equals("GET")
                        ? FORM.formatted(
                                "upload",
                                " enctype=\"multipart/form-data\"",
                                "<label>File <input type=\"file\" name=\"file\"></label>")
                        : got(new String(
                                request.getPart("file").getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
    }

    private static String got(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        return "<!DOCTYPE html><html lang=\"en\"><title>Got it</title><p id=\"got\">" + escaped + "</p></html>";
    }

    private static void html(HttpServletResponse response, String page) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(page);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + shop.port() + "/" + path;
    }

    private void fillIn(String path, String name) {
        browser.openAnew(address(path));
        browser.type("[name=name]", name);
        browser.click("#send");
    }

    private void choose(String path, String content) throws IOException {
        if (!browser.isVisible("#send")) {
            browser.openAnew(address(path));
        }
        browser.see("[name=file]").sendKeys(file(content).toString());
        browser.click("#send");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("a.txt"), content).toAbsolutePath();
    }

    /** What a reader would say to the question on the page. */
    private String answer() {
        return shop.core().answers().answer(browser.text("#text"), browser.text("label"));
    }

    private void inspect(String name) throws IOException {
        for (Look look : Look.values()) {
            browser.look(look);
            photograph(name, look);
            new Axe(browser).violations().forEach(violation -> violations.add(name + " " + look + ": " + violation));
            if (!browser.overhang().equals(0L)) {
                violations.add(name + " " + look + " reaches beyond the screen");
            }
        }
    }

    private void inspectWithoutScript(String name) throws IOException {
        for (Look look : Look.values()) {
            browser.show(look);
            photograph(name, look);
        }
    }

    private void photograph(String name, Look look) throws IOException {
        browser.photograph(PICTURES.resolve(name + "-" + look + ".png"));
    }
}
