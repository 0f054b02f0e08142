package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.challenge.image.Transcription;
import dev.postern.limit.Rate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

/**
 * Nothing that the widget shows keeps anybody out, as far as axe-core can tell, or reaches beyond the screen: wide and narrow, light and dark. Each test leaves
 * pictures of what it saw in {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetLooksTest {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final List<String> violations = new ArrayList<>();
    private WidgetServer shop;
    private Browser browser;
    private Widget widget;
    private Axe axe;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
        axe = new Axe(browser);
        shop = WidgetServer.start();
        widget = new Widget(browser, shop.origin());
    }

    @AfterAll
    void stop() {
        if (shop != null) {
            shop.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void lookFromAWideScreen() {
        violations.clear();
        browser.look(Look.WIDE_LIGHT);
    }

    @AfterEach
    void nothingIsWrong() {
        shop.letGo();
        shop.answerAgain();
        assertEquals(List.of(), violations);
        assertEquals(List.of(), shop.violations());
    }

    @Test
    void beforeAndAfterTheCheck() throws IOException {
        widget.open("/form?with=required");
        inspect("idle");
        shop.keepBack();
        browser.type("#name", "Ada");
        widget.see("solving");
        inspect("solving");
        browser.click("#send");
        widget.see("solving", "then sending");
        inspect("held");
        browser.script("document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());"
                + " return true;");
        shop.letGo();
        widget.see("verified");
        inspect("verified");
        widget.script("it.disabled = true; return true;");
        inspect("disabled");
    }

    @Test
    void withoutAForm() throws IOException {
        widget.open("/alone");
        inspect("start");
    }

    @Test
    void afterItsTime() throws Exception {
        try (WidgetServer brief =
                WidgetServer.start(site -> site.verificationLifetime(Duration.ofSeconds(1)), gate -> gate)) {
            widget = new Widget(browser, brief.origin());
            widget.open("/form?with=auto");
            browser.until("it is renewed for ever", () -> widget.events().size() == 4);
            widget.see("expired");
            inspect("expired");
        } finally {
            widget = new Widget(browser, shop.origin());
        }
    }

    @Test
    void inTrouble() throws IOException {
        shop.answerAsProxy();
        widget.open("/form?with=auto");
        widget.see("waiting");
        inspect("waiting");
        browser.script("const real = window.setTimeout;"
                + " window.setTimeout = (then, ms, ...more) => real(then, ms / 100, ...more); return true;");
        widget.see("error");
        inspect("error");
        shop.answerAgain();
        widget.open("/form?with=auto+sitekey=aic_pk_nobody");
        widget.see("error");
        inspect("misconfigured");
    }

    @Test
    void image() throws Exception {
        try (WidgetServer drawn = WidgetServer.start(site -> site.families(Transcription.onLight()), gate -> gate)) {
            widget = new Widget(browser, drawn.origin());
            for (String scheme : List.of("light", "dark")) {
                browser.look(scheme.equals("light") ? Look.WIDE_LIGHT : Look.WIDE_DARK); // for which it is drawn
                widget.open("/form?with=required+auto");
                widget.see("question");
                browser.until(
                        "nothing is drawn", () -> (boolean) widget.script("return !!box.querySelector('canvas');"));
                inspect("image", scheme);
            }
        } finally {
            widget = new Widget(browser, shop.origin());
        }
    }

    @Test
    void questions() throws Exception {
        try (WidgetServer strict = WidgetServer.start(
                site -> site.minimumScore(100), gate -> gate.issueLimit(new Rate(60, Duration.ofMinutes(1))))) {
            widget = new Widget(browser, strict.origin());
            widget.open("/form?with=required+auto");
            widget.see("question");
            inspect("question");
            widget.answer("-1");
            browser.press(Keys.ENTER);
            widget.see("question", "That wasn’t right.");
            inspect("wrong");
        } finally {
            widget = new Widget(browser, shop.origin());
        }
    }

    @Test
    void otherDirections() throws Exception {
        try (WidgetServer strict = WidgetServer.start(
                site -> site.minimumScore(100), gate -> gate.issueLimit(new Rate(60, Duration.ofMinutes(1))))) {
            widget = new Widget(browser, strict.origin());
            widget.open("/form?lang=ar&with=auto");
            widget.see("question", "سؤال سريع");
            inspect("rtl-question");
        } finally {
            widget = new Widget(browser, shop.origin());
        }
        widget.open("/form?lang=he&with=auto");
        widget.see("verified", "נבדק");
        inspect("rtl-verified");
    }

    /** As somebody sees it who has set the browser's type to twice its size, on a phone too. */
    @Test
    void enlarged() throws IOException {
        widget.open("/form?with=required");
        browser.script("document.documentElement.style.fontSize = '200%'; return true;");
        inspect("enlarged");
    }

    @Test
    void forcedColours() throws IOException {
        widget.open("/form?with=auto");
        widget.see("verified");
        browser.prefer(Map.of("forced-colors", "active", "prefers-color-scheme", "dark"));
        browser.photograph(PICTURES.resolve("widget-forced-colours.png"));
    }

    @Test
    void motion_isLeftOut_whereItIsNotLiked() {
        shop.keepBack();
        browser.prefer(Map.of("prefers-reduced-motion", "no-preference"));
        widget.open("/form?with=auto");
        widget.see("solving");
        assertEquals(1L, running());

        browser.prefer(Map.of("prefers-reduced-motion", "reduce"));

        assertEquals(0L, running());
    }

    @Test
    void focus_canBeSeen() {
        shop.answerAsProxy();
        widget.open("/alone");
        browser.script("document.querySelector('#away').focus(); return true;");
        browser.pressWithShift(Keys.TAB);

        assertEquals(
                "3px solid",
                widget.script("const { outlineWidth, outlineStyle } = getComputedStyle(it.shadowRoot.activeElement);"
                        + " return `${outlineWidth} ${outlineStyle}`;"));
    }

    @Test
    void page_maySetColoursAndShape() {
        widget.open("/form");
        browser.script("const sheet = new CSSStyleSheet();"
                + "sheet.replaceSync('postern-captcha { --postern-radius: 0; --postern-ground: rgb(1, 2, 3); }"
                + " postern-captcha::part(label) { color: rgb(4, 5, 6); }');"
                + "document.adoptedStyleSheets = [sheet]; return true;");

        assertEquals("rgb(1, 2, 3)", widget.script("return getComputedStyle(box).backgroundColor;"));
        assertEquals("0px", widget.script("return getComputedStyle(box).borderRadius;"));
        assertEquals(
                "rgb(4, 5, 6)", widget.script("return getComputedStyle(box.querySelector('[part=label]')).color;"));
    }

    @Test
    void whatItIs_isToldToWhoeverDoesNotSeeIt() {
        widget.open("/form");
        String tree = browser.accessibilityTree();

        assertTrue(tree.contains("group: Spam protection"), tree);
        assertTrue(tree.contains("StaticText: Protected from spam"), tree);
    }

    private Object running() {
        return widget.script("return it.shadowRoot.getAnimations()"
                + ".filter(({ playState, animationName }) => animationName && playState === 'running').length;");
    }

    /** Looks at what is shown now on every screen. */
    private void inspect(String name) throws IOException {
        inspect(name, "");
    }

    /** Looks at what is shown now on every screen of this scheme, or on every one. */
    private void inspect(String name, String scheme) throws IOException {
        for (Look look : Look.values()) {
            if (!look.scheme().contains(scheme)) {
                continue;
            }
            browser.look(look);
            String seen = "widget-" + name + "-" + look;
            axe.violations().forEach(violation -> violations.add(seen + ": " + violation));
            if (!browser.overhang().equals(0L)) {
                violations.add(seen + ": reaches beyond the screen by " + browser.overhang() + " pixels");
            }
            browser.photograph(PICTURES.resolve(seen + ".png"));
        }
        browser.look(Look.WIDE_LIGHT);
    }
}
