package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

/** What people do in the dashboard, from their first visit to the end of their account, with its own controls alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardWalkTest {
    private static final String PASSWORD = Dashboard.PASSWORD;

    private DashboardServer server;
    private Browser browser;
    private Dashboard dashboard;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
        server = DashboardServer.start();
        dashboard = new Dashboard(browser, server.origin());
        browser.look(Look.WIDE_LIGHT);
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

    @AfterEach
    void theBrowserHasNothingToComplainOf() {
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void signingUp_saysByEachFieldWhatIsWrongWithIt_andThenLeadsToTheOverview() {
        dashboard.open();
        browser.click("#to-sign-up");
        browser.type("#email", "nobody");
        browser.type("#password", "short");
        browser.click("#sign-up-submit");

        browser.see("#email-error", "Enter an e-mail address");
        browser.see("#password-error", "8 to 128 characters");
        assertEquals("email", browser.script("return document.activeElement.id;"));

        browser.type("#email", Dashboard.newEmail());
        browser.type("#password", PASSWORD);
        browser.click("#sign-up-submit");

        browser.see("#nav-overview[aria-current]");
        browser.see("#empty-title", "Create a key to begin");
    }

    @Test
    void addressThatHasAnAccount_isRefusedByItsField() {
        String email = dashboard.signUp();
        dashboard.signOut();
        browser.click("#to-sign-up");
        browser.type("#email", email);
        browser.type("#password", PASSWORD);
        browser.click("#sign-up-submit");

        assertFalse(browser.text("#email-error").isBlank());
        assertEquals("true", browser.attribute("#email", "aria-invalid"));
    }

    @Test
    void newKey_isShownOnce_andCopied() {
        dashboard.signUp();
        dashboard.fillInNewKey("");
        browser.click("#key-save");
        browser.see("#key-name-error", "Give the key a name.");
        browser.type("#key-name", "Guest book");
        browser.click("#key-save");

        String secret = browser.text("#new-key");
        assertTrue(secret.matches("aic_sk_[\\w-]{20,}"), "it is no key");
        browser.click("#copy-new-key");
        browser.see("#copy-new-key", "Copied");
        assertEquals(secret, browser.clipboard(server.origin()));
        browser.click("#new-key-close");
        browser.seeNoMore("dialog");

        browser.see(".keys", "Guest book");
        assertFalse(page().contains(secret), "the page still holds the key");
        browser.reload();
        browser.see(".keys", "…" + secret.substring(secret.length() - 4));
        assertFalse(page().contains(secret), "the page still holds the key");
    }

    @Test
    void newKey_staysInSight_untilItIsSaidToBeStored() {
        dashboard.signUp();
        dashboard.fillInNewKey("Guest book");
        browser.click("#key-save");
        browser.see("#new-key");
        for (int i = 0; i < 3; i++) {
            browser.press(Keys.ESCAPE);
        }

        browser.see("#new-key-reminder", "Copy the key first");
        browser.see("#new-key");
    }

    @Test
    void tryIt_showsEachReply_andThePlotShowsWhatWasTried() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        dashboard.go("try");

        assertEquals(200, dashboard.send("step-create"));
        browser.see("#step-create-response", "\"instruction\"");
        browser.see("#step-create-verdict", "Issued.");
        dashboard.answer();
        assertEquals(200, dashboard.send("step-verify"));
        browser.see("#step-verify-response", "\"verificationToken\"");
        browser.see("#step-verify-verdict", "Right, with a score of");
        assertEquals(200, dashboard.send("step-siteverify"));
        browser.see("#step-siteverify-response", "\"success\": true");
        browser.see("#step-siteverify-verdict", "Passed.");
        browser.until(
                "the link to the plot names no key",
                () -> browser.attribute("#see-plot", "href").contains("key="));
        browser.click("#see-plot");

        dashboard.untilFigure("redeemed", "1");
        for (String figure : List.of("issued", "verified", "succeeded", "allowed")) {
            assertEquals("1", browser.text("#figure-" + figure), figure);
        }
        assertEquals("100 %", browser.text("#figure-successRate"));
        assertTrue(browser.attribute("#challenges-plot", "aria-label").contains("Issued: from 0 to 1"));
        assertNotEquals(0L, dotsOf("#challenges-plot", "--series-solved"));
        assertNotEquals(0L, dotsOf("#times-plot", "--series-p50"));
    }

    @Test
    void passThatIsSentAgain_holdsNoMore() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        dashboard.go("try");
        dashboard.passOnce();

        dashboard.send("step-siteverify");

        browser.see("#step-siteverify-verdict", "Not redeemed");
    }

    @Test
    void wrongAnswer_isSaidToBeWrong_andEarnsNoPass() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        dashboard.go("try");
        dashboard.send("step-create");
        browser.type("#try-answer", "-1");

        dashboard.send("step-verify");

        browser.see("#step-verify-verdict", "Not passed");
        assertFalse(browser.see("#step-siteverify-send").isEnabled());
    }

    @Test
    void commandThatIsShown_worksInAShell() throws Exception {
        dashboard.signUp();
        String secret = dashboard.createKey("Guest book");
        dashboard.go("try");

        JsonNode challenge = shell(browser.text("#step-create-curl"), secret);

        assertTrue(challenge.hasNonNull("token"), () -> challenge.toString());
        assertTrue(challenge.at("/challenge").hasNonNull("instruction"), () -> challenge.toString());
    }

    @Test
    void keyThatIsSwitchedOff_isRefused_untilItIsSwitchedOnAgain() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        String key = dashboard.newestKey();

        browser.click(key + "-toggle");
        browser.see(key, "Inactive");
        dashboard.go("try");
        assertEquals(401, dashboard.send("step-create"));
        browser.see("#step-create-verdict", "inactive or revoked");

        dashboard.go("keys");
        browser.click(key + "-toggle");
        browser.see(key + " .state.on");
        dashboard.go("try");
        assertEquals(200, dashboard.send("step-create"));
    }

    @Test
    void changedSetting_isKept() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        String key = dashboard.newestKey();
        browser.click(key + "-change");
        browser.type("#key-name", "Forum");
        browser.type("#key-hostnames", "shop.example");
        browser.type("#key-rate-limit", "10/30s");
        browser.click("#key-save");
        browser.seeNoMore("dialog");

        browser.reload();

        browser.see(key, "Forum");
        browser.see(key, "shop.example");
        browser.see(key, "10/30s");
    }

    @Test
    void settingThatTheServiceRefuses_isSaidByItsField() {
        dashboard.signUp();
        dashboard.fillInNewKey("Guest book");
        browser.type("#key-hostnames", "not/a/host");
        browser.click("#key-save");

        assertFalse(browser.text("#key-hostnames-error").isBlank());
    }

    @Test
    void keyThatIsRevoked_isRefused_afterAQuestion() {
        dashboard.signUp();
        dashboard.createKey("Guest book");
        String key = dashboard.newestKey();

        browser.click(key + "-revoke");
        browser.click("#revoke-cancel");
        browser.seeNoMore("dialog");
        browser.click(key + "-revoke");
        browser.see("#revoke-dialog", "Guest book");
        browser.click("#revoke-confirm");
        browser.see("#keys", "No keys yet");

        dashboard.go("try");
        assertEquals(401, dashboard.send("step-create"));
        browser.see("#step-create-verdict", "Refused");
    }

    @Test
    void newPassword_isTheOneThatSignsIn() {
        String email = dashboard.signUp();
        dashboard.go("account");
        browser.type("#current-password", "not my password");
        browser.type("#new-password", "a better password");
        browser.click("#change-password");
        assertFalse(browser.text("#current-password-error").isBlank());

        browser.type("#current-password", PASSWORD);
        browser.click("#change-password");
        browser.see("#toast", "Your password is changed");
        dashboard.go("keys");
        browser.see("#keys", "No keys yet");

        dashboard.signOut();
        dashboard.signIn(email, PASSWORD);
        assertFalse(browser.text("#password-error").isBlank());
        dashboard.signIn(email, "a better password");
        browser.see("#nav-account[aria-current]"); // where one was
    }

    @Test
    void deletedAccount_isGone() {
        String email = dashboard.signUp();
        dashboard.go("account");
        browser.click("#delete-account");
        browser.type("#delete-email", "somebody@example.org");
        browser.click("#delete-confirm");
        browser.see("#delete-email-error", email);

        browser.type("#delete-email", email);
        browser.click("#delete-confirm");
        browser.see("#sign-in-message", "Your account is deleted.");

        dashboard.signIn(email, PASSWORD);
        assertFalse(browser.text("#password-error").isBlank());
    }

    private String page() {
        return browser.script("return document.documentElement.outerHTML;").toString();
    }

    /** How many dots of a plot have the colour of this custom property. */
    private Object dotsOf(String plot, String colour) {
        return browser.script("""
                const probe = document.createElement('canvas').getContext('2d');
                probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(arguments[1]).trim();
                probe.fillRect(0, 0, 1, 1);
                const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
                const canvas = document.querySelector(`${arguments[0]} canvas`);
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                let dots = 0;
                for (let i = 0; i < data.length; i += 4) {
                  const off = Math.abs(data[i] - red) + Math.abs(data[i + 1] - green) + Math.abs(data[i + 2] - blue);
                  dots += data[i + 3] > 127 && off < 30 ? 1 : 0;
                }
                return dots;
                """, plot, colour);
    }

    /** What a command that calls the gate answers in a shell that knows the key. */
    private static JsonNode shell(String command, String key) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("POSTERN_KEY", key);
        Process shell = builder.start();
        try (InputStream output = shell.getInputStream()) {
            JsonNode reply = new ObjectMapper().readTree(output);
            assertEquals(0, shell.waitFor());
            return reply;
        }
    }
}
