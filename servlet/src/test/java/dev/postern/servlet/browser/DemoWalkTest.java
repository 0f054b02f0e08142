package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.servlet.demo.DemoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo's forms, as whoever has just read the README tries them, under a policy that allows nothing but the site's own files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoWalkTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    /** Chromium notes that a page came with 403, and that there is no icon. */
    private static final String REFUSED = ".*/(signup|upload|favicon.ico) - Failed to load resource: .* 40[34] .*";

    private final List<String> violations = new ArrayList<>();
    private Browser browser;
    private DemoProcess demo;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    void start() throws IOException {
        browser = Browser.start();
        demo = DemoProcess.start(
                Map.of("demo.database", directory.resolve("postern").toString()));
    }

    @AfterAll
    void stop() {
        if (demo != null) {
            demo.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void look() {
        violations.clear();
        browser.look(Look.WIDE_LIGHT);
    }

    @AfterEach
    void nothingIsWrong() {
        assertEquals(List.of(), violations);
        List<String> complaints = browser.complaints().stream()
                .filter(message -> !message.matches(REFUSED))
                .toList();
        assertEquals(List.of(), complaints);
    }

    @Test
    void plainForm_isSentOnByItself() throws IOException {
        open("signup");
        inspect("demo-plain");
        browser.type("#name", "Ada");
        browser.type("#message", "Hello");
        browser.click("button");
        browser.see("h1", "Thank you, Ada");
        inspect("demo-thanks");
        assertEquals("Hello", browser.text("#message"));
    }

    @Test
    void formWithTheWidget_isSentAtOnce() throws IOException {
        open("contact");
        inspect("demo-widget");
        browser.type("#name", "Ada");
        browser.type("#message", "Hello");
        browser.click("form > button");
        browser.see("h1", "Thank you, Ada");
        assertEquals("Hello", browser.text("#message"));
    }

    @Test
    void formWithAFile_isSentOnceMore() throws IOException {
        open("upload");
        inspect("demo-upload");
        Path file = Files.writeString(directory.resolve("a.txt"), "12345").toAbsolutePath();
        for (int i = 0; i < 2; i++) {
            browser.type("#name", "Ada");
            browser.see("#file").sendKeys(file.toString());
            browser.click("button");
            if (i == 0) {
                browser.see("h1", "Now choose your file again");
                browser.click("a");
            }
        }
        browser.see("h1", "Thank you, Ada");
        assertEquals("a.txt, 5 bytes", browser.text("#message"));
    }

    private void open(String form) {
        browser.openAnew(demo.origin() + "/" + form);
    }

    private void inspect(String name) throws IOException {
        for (Look look : Look.values()) {
            browser.look(look);
            browser.photograph(PICTURES.resolve(name + "-" + look + ".png"));
            new Axe(browser).violations().forEach(violation -> violations.add(name + " " + look + ": " + violation));
            if (!browser.overhang().equals(0L)) {
                violations.add(name + " " + look + " reaches beyond the screen");
            }
        }
    }
}
