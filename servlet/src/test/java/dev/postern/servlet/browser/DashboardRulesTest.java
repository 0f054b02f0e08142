package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

/** What holds in the whole dashboard: for whoever has a keyboard alone, has nothing yet, or has lost the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardRulesTest {
    private static final List<String> VIEWS = List.of("overview", "keys", "try", "account");

    private DashboardServer server;
    private Browser browser;
    private Dashboard dashboard;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
        server = DashboardServer.start();
        dashboard = new Dashboard(browser, server.origin());
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
        browser.look(Look.WIDE_LIGHT);
    }

    @AfterEach
    void theBrowserHasNothingToComplainOf() {
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void keyboardAlone_signsIn_andReachesEveryView_andIsSeenWhereItIs() {
        String email = dashboard.signUp();
        dashboard.go("overview");
        dashboard.open();

        tabTo("email");
        browser.press(email);
        tabTo("password");
        browser.press(Dashboard.PASSWORD);
        tabTo("sign-in-submit");
        browser.press(Keys.ENTER);
        browser.see("#nav-overview[aria-current]");

        for (String view : List.of("keys", "try", "account", "overview")) {
            tabBackTo("nav-" + view);
            browser.press(Keys.ENTER);
            browser.see("#nav-" + view + "[aria-current]");
            assertEquals("H1", browser.script("return document.activeElement.tagName;"), view);
        }
    }

    @Test
    void skipLink_leadsPastTheNavigation() {
        dashboard.signUp();
        browser.reload();
        browser.see("#nav-overview[aria-current]");

        tabTo("skip");
        browser.press(Keys.ENTER);

        assertEquals("main", focused());
    }

    @Test
    void dialog_keepsTheFocus_andGivesItBack() {
        dashboard.signUp();
        dashboard.go("keys");
        tabTo("create-key");
        browser.press(Keys.ENTER);
        browser.see("#key-dialog");
        assertEquals("key-name", focused());

        for (int i = 0; i < 20; i++) {
            browser.press(Keys.TAB);
            assertNotEquals("create-key", focused());
        }
        browser.press(Keys.ESCAPE);

        browser.seeNoMore("dialog");
        assertEquals("create-key", focused());
    }

    @Test
    void plot_tellsItsPoints_toWhoeverHasArrowKeys() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        dashboard.go("overview");

        tabTo("challenges-plot");
        browser.press(Keys.ARROW_LEFT);

        Object spoken = browser.script("return document.querySelector('#challenges-plot + [aria-live]').textContent;");
        assertTrue(spoken.toString().contains("Issued 0"), spoken.toString());
    }

    @Test
    void colours_followTheSystem() {
        dashboard.open();
        long light = ground();
        browser.look(Look.WIDE_DARK);
        long dark = ground();

        assertTrue(light > 200 && dark < 60, light + " and " + dark);
    }

    @Test
    void accountWithoutKeys_isToldHowToBegin() {
        dashboard.signUp();
        browser.see("#empty-title", "Create a key to begin");
        dashboard.go("keys");
        browser.see("#keys", "No keys yet");
        browser.click("#nav-overview");
        browser.click("#empty-create");

        browser.see("#key-dialog");
    }

    @Test
    void keyThatWasNeverUsed_hasNoFigures_andTheOverviewSaysSo() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        dashboard.go("overview");

        browser.see("#overview-note", "Nothing was issued in this time.");
        assertEquals("0", browser.text("#figure-issued"));
        assertEquals("–", browser.text("#figure-successRate"));
        browser.see("#change-successRate", "no data");
    }

    @Test
    void tryIt_asksForAKey_whereThereIsNone() {
        dashboard.signUp();
        dashboard.go("try");

        browser.click("#step-create-send");

        browser.see("#try-key-error", "Paste a key");
    }

    @Test
    void stoppedService_isSaidToBeOutOfReach_andTryingAgainWorksOnceItIsBack() throws Exception {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        server.goAway();
        try {
            dashboard.go("overview");
            browser.see("#overview-error", "The service can’t be reached.");
            dashboard.go("keys");
            browser.see("#keys-error", "The service can’t be reached.");
            assertEquals("", browser.script("return document.querySelector('#keys').textContent;"));
            dashboard.go("overview");
            browser.click("#overview-error [data-retry]");
            dashboard.settled();
            browser.see("#overview-error", "The service can’t be reached.");
        } finally {
            server.comeBack();
        }
        browser.click("#overview-error [data-retry]");

        browser.seeNoMore("#overview-error .notice");
        assertEquals("0", browser.text("#figure-issued"));
    }

    @Test
    void signIn_whileTheServiceIsStopped_keepsWhatIsTyped() throws Exception {
        String email = dashboard.signUp();
        dashboard.open();
        server.goAway();
        try {
            dashboard.signIn(email, Dashboard.PASSWORD);
            browser.see("#sign-in .notice", "The service can’t be reached.");
        } finally {
            server.comeBack();
        }
        browser.click("#sign-in [data-retry]");

        browser.see("#nav-overview[aria-current]");
    }

    @Test
    void session_isOutOfReachOfScripts() {
        dashboard.signUp();
        dashboard.createKey("Guest book");

        assertEquals(0L, browser.script("return localStorage.length + sessionStorage.length;"));
        assertEquals("", browser.script("return document.cookie;"));
        assertEquals(true, browser.cookie("postern-session").get("httpOnly"));
        assertEquals("Strict", browser.cookie("postern-session").get("sameSite"));
    }

    @Test
    void sessionThatEnded_leadsToTheSignIn_andBackToWhereOneWas() {
        String email = dashboard.signUp();
        dashboard.go("keys");
        browser.forgetCookies();
        browser.click("#nav-account");
        browser.click("#nav-keys");

        browser.see("#sign-in-message", "Your session has ended.");
        dashboard.signIn(email, Dashboard.PASSWORD);
        browser.see("#nav-keys[aria-current]");
    }

    /** Or the tests could not tell that nothing is stopped. */
    @Test
    void browser_complainsOfWhatThePolicyStops() {
        dashboard.open();
        browser.script("document.body.setAttribute('onclick', 'alert(1)'); return true;");

        assertEquals(1, browser.complaints().size());
    }

    @Test
    void narrowScreen_scrollsSidewaysInNoView() {
        dashboard.signUp();
        dashboard.createKey(
                "A key whose name is long, for an application with_a_name_that_has_no_room_to_break_anywhere");
        browser.look(Look.NARROW_LIGHT);
        for (String view : VIEWS) {
            dashboard.go(view);
            assertEquals(0L, browser.overhang(), view);
        }
        dashboard.signOut();
        assertEquals(0L, browser.overhang(), "sign-in");
    }

    private long ground() {
        return (long)
                browser.script("return Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]);");
    }

    private String focused() {
        return browser.script("return document.activeElement.id;").toString();
    }

    private void tabTo(String id) {
        move(id, () -> browser.press(Keys.TAB));
    }

    private void tabBackTo(String id) {
        move(id, () -> browser.pressWithShift(Keys.TAB));
    }

    /** Moves the focus until it is on an element, and sees it on each on the way. */
    private void move(String id, Runnable step) {
        for (int steps = 0; steps < 40; steps++) {
            step.run();
            assertTrue((boolean) browser.script(FOCUS_IS_SEEN), () -> "the focus can't be seen on " + focused());
            if (focused().equals(id)) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + id);
    }

    private static final String FOCUS_IS_SEEN = """
            const focused = document.activeElement;
            const ring = (element) => {
              const { outlineStyle, outlineWidth } = getComputedStyle(element);
              return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
            };
            return focused === document.body || ring(focused) || (focused.labels?.[0] && ring(focused.labels[0])) || false;
            """;
}
