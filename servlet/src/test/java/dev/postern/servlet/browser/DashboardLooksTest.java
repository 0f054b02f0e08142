package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Nothing that the dashboard shows keeps anybody out, as far as axe-core can tell, or reaches beyond the screen: wide and narrow, light and dark.
 * Each test leaves pictures of what it saw in {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardLooksTest {
    private static final String LONG_NAME =
            "A key whose name is long, for an application with_a_name_that_has_no_room_to_break_anywhere";
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final List<String> violations = new ArrayList<>();
    private DashboardServer server;
    private Browser browser;
    private Dashboard dashboard;
    private Axe axe;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
        server = DashboardServer.start();
        dashboard = new Dashboard(browser, server.origin());
        axe = new Axe(browser);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
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
        assertEquals(List.of(), violations);
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void theWayIn() throws IOException {
        dashboard.open();
        browser.click("#sign-in-submit");
        browser.see("#password-error");
        inspect("sign-in-wrong");
        browser.click("#to-sign-up");
        inspect("sign-up");
    }

    @Test
    void whatIsEmpty() throws IOException {
        dashboard.signUp();
        dashboard.go("overview");
        inspect("overview-without-keys");
        dashboard.go("keys");
        inspect("keys-none");
        dashboard.go("try");
        inspect("try-without-keys");
        dashboard.createKey("Guest book");
        dashboard.go("overview");
        inspect("overview-unused");
    }

    @Test
    void whatIsInUse() throws IOException {
        dashboard.signUp();
        dashboard.createKey(LONG_NAME);
        browser.click(dashboard.newestKey() + "-toggle");
        browser.see(".keys .off");
        dashboard.fillInNewKey("Guest book");
        browser.type("#key-hostnames", "www.shop.example\na-much-longer-host-name.of.some-department.shop.example");
        browser.click("#key-save");
        browser.click("#new-key-close");
        browser.seeNoMore("dialog");
        dashboard.go("try");
        dashboard.passOnce();
        browser.type("#try-answer", "1");
        dashboard.send("step-verify");
        inspect("try-refused");
        browser.click("#see-plot");
        dashboard.untilFigure("redeemed", "1");
        inspect("overview-last-hour");
        browser.click("#range-custom");
        browser.click("#challenges-table summary");
        inspect("overview-custom");
        browser.click("#range-30d");
        dashboard.settled();
        inspect("overview-30-days");
        dashboard.go("keys");
        inspect("keys");
        dashboard.go("account");
        inspect("account");
    }

    @Test
    void dialogs() throws IOException {
        dashboard.signUp();
        dashboard.fillInNewKey("");
        browser.click("#key-advanced summary");
        browser.click("#key-save");
        browser.see("#key-name-error");
        inspect("key-dialog");
        browser.type("#key-name", LONG_NAME);
        browser.click("#key-save");
        browser.see("#new-key");
        inspect("new-key-dialog");
        browser.click("#new-key-close");
        browser.seeNoMore("dialog");
        browser.click(dashboard.newestKey() + "-revoke");
        browser.see("#revoke-dialog");
        inspect("revoke-dialog");
        browser.click("#revoke-cancel");
        dashboard.go("account");
        browser.click("#delete-account");
        browser.see("#delete-dialog");
        inspect("delete-dialog");
    }

    @Test
    void whatFailed() throws Exception {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        server.goAway();
        try {
            dashboard.go("overview");
            browser.see("#overview-error", "The service can’t be reached.");
            inspect("overview-failed");
            dashboard.go("keys");
            browser.see("#keys-error", "The service can’t be reached.");
            inspect("keys-failed");
        } finally {
            server.comeBack();
        }
    }

    /** Or the other tests could not tell that nothing is wrong. */
    @Test
    void axe_findsWhatIsWrong() {
        dashboard.open();
        browser.script("document.querySelector('label').remove(); document.querySelector('h1').style.color = '#ccc';"
                + " return true;");

        List<String> found = axe.violations();

        assertTrue(found.stream().anyMatch(violation -> violation.startsWith("label: ")), found.toString());
        assertTrue(found.stream().anyMatch(violation -> violation.startsWith("color-contrast: ")), found.toString());
    }

    /** Looks at what is shown now on every screen. */
    private void inspect(String name) throws IOException {
        for (Look look : Look.values()) {
            browser.look(look);
            String seen = name + "-" + look;
            axe.violations().forEach(violation -> violations.add(seen + ": " + violation));
            if (!browser.overhang().equals(0L)) {
                violations.add(seen + ": reaches beyond the screen by " + browser.overhang() + " pixels");
            }
            browser.photograph(PICTURES.resolve(seen + ".png"));
        }
        browser.look(Look.WIDE_LIGHT);
    }
}
