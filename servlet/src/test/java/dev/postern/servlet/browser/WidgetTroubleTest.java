package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the widget does when the service can't be reached, is busy, or refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetTroubleTest {
    private WidgetServer shop;
    private Browser browser;
    private Widget widget;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
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

    @AfterEach
    void nothingWasStopped() {
        shop.answerAgain();
        shop.orders().clear();
        browser.network(true);
        assertEquals(List.of(), shop.violations());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void offline_isSaid_andBackOnlineItGoesOnAtOnce_andSendsTheFormThatWaits() {
        widget.open("/form?with=required");
        browser.network(false);
        browser.type("#name", "Ada");
        widget.see("waiting", "You’re offline. Trying again…");
        browser.click("#send");
        assertEquals(List.of(), shop.orders());
        assertEquals("network", lastError());

        browser.network(true);

        browser.see("#thanks", "Thanks, Ada");
        assertEquals(List.of("Ada"), shop.orders());
    }

    @Test
    void proxyWhosePageComesInPlaceOfAReply_isBusy_andTriedAgain() {
        shop.answerAsProxy();
        widget.open("/form?with=auto");
        widget.see("waiting", "The service is busy. Trying again…");
        assertEquals("unexpected-reply", lastError());
        assertTrue(widget.script("return box.querySelector('.timer').textContent;")
                .toString()
                .matches("\\d+ sec"));

        shop.answerAgain();

        widget.see("verified");
    }

    @Test
    void serviceThatStaysAway_isTriedAgainWhenAPersonSaysSo() {
        shop.answerAsProxy();
        widget.open("/form?with=required");
        makeTimeFly();
        browser.type("#name", "Ada");
        widget.see("error", "The service is busy");
        assertEquals(7, widget.events().size());
        shop.answerAgain();

        widget.script("box.querySelector('button').click(); return true;");

        widget.see("verified");
    }

    @Test
    void formThatIsSentAgain_triesAgainToo() {
        shop.answerAsProxy();
        widget.open("/form?with=required");
        makeTimeFly();
        browser.type("#name", "Ada");
        widget.see("error");
        shop.answerAgain();

        browser.click("#send");

        browser.see("#thanks", "Thanks, Ada");
    }

    /** The filter then asks by its own page, which does the work by itself. */
    @Test
    void formThatNeedsNoPass_isSentWithoutOne_whenNoneCanBeHad() {
        shop.answerAsProxy();
        widget.open("/form");
        browser.type("#name", "Ada");

        browser.click("#send");

        browser.see("#thanks", "Thanks, Ada");
        assertEquals(List.of("Ada"), shop.orders());
        assertTrue(browser.complaints().get(0).contains("403 (Forbidden)"), "the filter did not ask");
    }

    @Test
    void limit_isWaitedFor_forAsLongAsTheServiceSays() throws Exception {
        try (WidgetServer strict =
                WidgetServer.start(site -> site, gate -> gate.issueLimit(new Rate(1, Duration.ofSeconds(3))))) {
            Widget here = new Widget(browser, strict.origin());
            here.open("/form?with=auto");
            here.see("verified");
            browser.reload();
            here.see("waiting", "Too many requests. Trying again…");
            assertEquals("too-many-requests", lastError());

            here.see("verified");

            assertEquals(3, strict.challenges(), "it did not ask in between");
        }
    }

    @Test
    void siteThatIsUnknown_isNotTriedAgain_andDevelopersAreToldWhy() {
        widget.open("/form?with=auto+sitekey=aic_pk_nobody");

        widget.see("error", "Not available on this page");

        assertEquals(List.of("error"), widget.events());
        assertEquals(true, widget.script("return box.querySelector('button').hidden;"));
        List<String> told = browser.complaints();
        assertEquals(1, told.size());
        assertTrue(
                told.get(0).contains("postern-captcha>: unknown-sitekey: No site has this publishable key."),
                told.get(0));
    }

    private String lastError() {
        List<?> events = widget.seen("events");
        Map<?, ?> last = (Map<?, ?>) events.get(events.size() - 1);
        assertEquals("error", last.get("type"));
        return String.valueOf(last.get("code"));
    }

    /** A hundred times as fast, as far as scripts of the page see it. */
    private void makeTimeFly() {
        browser.script("const real = window.setTimeout;"
                + " window.setTimeout = (then, ms, ...more) => real(then, ms / 100, ...more); return true;");
    }
}
