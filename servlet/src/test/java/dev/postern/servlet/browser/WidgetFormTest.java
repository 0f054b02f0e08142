package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What a form with the widget in it does, and a page that sends its data by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetFormTest {
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

    @BeforeEach
    void noOrders() {
        shop.orders().clear();
        shop.violations().clear();
    }

    @AfterEach
    void nothingWasStoppedAndNothingFailed() {
        shop.letGo();
        assertEquals(List.of(), shop.violations());
        assertEquals(List.of(), browser.complaints());
        if (!widget.state().equals("none")) {
            assertEquals(List.of(), widget.seen("errors"));
            assertEquals(List.of(), widget.seen("violations"));
        }
    }

    @Test
    void form_isAskedForNothing_untilSomebodyUsesIt() {
        int before = shop.challenges();
        widget.open("/form?with=required");
        widget.see("idle", "Protected from spam");
        assertEquals(before, shop.challenges());

        browser.click("#name");

        widget.see("verified", "Checked");
        assertEquals(before + 1, shop.challenges());
        assertEquals(List.of("verified"), widget.events());
    }

    @Test
    void requiredWidget_isValid_onceItHasAPass_whichIsAFieldOfTheForm() {
        widget.open("/form?with=required");
        browser.script("document.querySelector('#name').value = 'Ada'; return true;");
        assertEquals(true, widget.script("return it.validity.valueMissing;"));
        assertEquals(List.of(), widget.entries());
        assertFalse(widget.isValid());

        widget.see("verified"); // because it was asked

        assertTrue(widget.isValid());
        assertEquals(List.of(widget.value()), widget.entries());
        assertEquals(36, widget.value().length());
        assertEquals("captcha-token", widget.script("return it.name;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "", "auto", "required auto"})
    void formThatIsSentTooSoon_isHeld_andSentOnceThereIsAPass(String attributes) {
        shop.keepBack();
        widget.open("/form?with=" + attributes.replace(' ', '+'));
        browser.type("#name", "Ada");
        browser.click("#send");
        widget.see("solving", "then sending your form");
        assertEquals(List.of(), shop.orders());

        shop.letGo();

        browser.see("#thanks", "Thanks, Ada");
        assertEquals(List.of("Ada"), shop.orders());
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", ""})
    void enterInAField_sendsTheForm_asAPressOnItsButtonDoes(String attributes) {
        shop.keepBack();
        widget.open("/form?with=" + attributes);
        browser.type("#name", "Ada");
        browser.press(Keys.ENTER);
        widget.see("solving", "then sending your form");

        shop.letGo();

        browser.see("#thanks", "Thanks, Ada");
        assertEquals(List.of("Ada"), shop.orders());
    }

    @Test
    void formWithAnotherMistake_isNotSentByItself() {
        widget.open("/form?with=required");
        browser.click("#send");
        widget.see("verified");

        assertEquals("name", browser.script("return document.activeElement.id;"));
        assertEquals(List.of(), shop.orders());
        browser.type("#name", "Ada");
        browser.click("#send");
        browser.see("#thanks", "Thanks, Ada");
    }

    @Test
    void submissionThatThePageTakesBack_isNotSent() {
        widget.open("/form?with=required");
        browser.type("#name", "Ada");
        widget.see("verified");
        browser.script("document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());"
                + " return true;");
        String pass = widget.value();

        browser.click("#send");
        browser.promised("await new Promise((done) => setTimeout(done)); return true;");

        assertEquals(pass, widget.value(), "it is still good");
        assertEquals(List.of(), shop.orders());
    }

    @Test
    void doubleClick_sendsTheFormOnce() {
        widget.open("/form?with=required");
        browser.type("#name", "Ada");
        widget.see("verified");

        browser.doubleClick("#send");

        browser.see("#thanks", "Thanks, Ada");
        assertEquals(List.of("Ada"), shop.orders());
    }

    @Test
    void pageThatComesBack_hasNoCheckMark_andWorksAgain() {
        widget.open("/form?with=required");
        browser.type("#name", "Ada");
        widget.see("verified");
        browser.click("#away");
        browser.see("#brass");

        browser.back();

        browser.until("it was not restored", () -> widget.seen("shows").contains("restored"));
        assertNotEquals("verified", widget.state());
        assertEquals("", widget.value());
        browser.click("#send");
        browser.see("#thanks", "Thanks, Ada");

        browser.back();

        browser.until(
                "it was not restored", () -> widget.seen("shows").equals(List.of("loaded", "restored", "restored")));
        assertNotEquals("verified", widget.state());
        browser.type("#name", "Eve");
        browser.click("#send");
        browser.see("#thanks", "Thanks, Eve");
        assertEquals(List.of("Ada", "Eve"), shop.orders());
    }

    @Test
    void pageThatIsLoadedAgainOnTheWayBack_hasNoCheckMark_thoughTheBrowserRestoresItsFields() {
        browser.openBeside(shop.origin() + "/form?with=required");
        try {
            browser.type("#name", "Ada");
            widget.see("verified");
            browser.click("#away");
            browser.see("#brass");

            browser.back();

            browser.until(
                    "the field is not restored",
                    () -> "Ada".equals(browser.script("return document.querySelector('#name')?.value ?? '';")));
            assertEquals(List.of("loaded"), widget.seen("shows"));
            widget.see("idle");
            assertEquals(List.of(), widget.entries(), "the browser has put the old pass into the form");
        } finally {
            browser.closeTab();
        }
    }

    @Test
    void pageThatIsLeftWhileItSolves_startsAfreshWhenItComesBack() {
        shop.keepBack();
        widget.open("/form?with=auto");
        widget.see("solving");
        browser.click("#away");
        browser.see("#brass");
        shop.letGo();

        browser.back();

        widget.see("verified");
        assertEquals(List.of("verified"), widget.events());
    }

    @Test
    void tabs_haveAPassEach() {
        widget.open("/form?with=required+auto");
        widget.see("verified");
        String passOfFirst = widget.value();
        browser.newTab();
        try {
            widget.open("/form?with=required+auto");
            widget.see("verified");
            assertNotEquals(passOfFirst, widget.value());
            browser.type("#name", "Eve");
            browser.click("#send");
            browser.see("#thanks", "Thanks, Eve");
        } finally {
            browser.closeTab();
        }
        assertEquals(passOfFirst, widget.value());
        browser.type("#name", "Ada");
        browser.click("#send");
        browser.see("#thanks", "Thanks, Ada");
        assertEquals(List.of("Eve", "Ada"), shop.orders());
    }

    @Test
    void expiredPass_isRenewedByItselfOnce_andThenWhenSomebodyGoesOn() throws Exception {
        try (WidgetServer brief =
                WidgetServer.start(site -> site.verificationLifetime(Duration.ofSeconds(2)), gate -> gate)) {
            widget = new Widget(browser, brief.origin());
            widget.open("/form?with=required+auto");
            widget.see("verified");
            String first = widget.value();

            browser.until("it is not renewed", () -> widget.events().size() == 3);
            assertEquals(List.of("verified", "expired", "verified"), widget.events());
            assertNotEquals(first, widget.value());

            widget.see("expired", "Checked again when you go on");
            assertEquals("", widget.value());
            assertEquals(2, brief.challenges());

            browser.type("#name", "Ada");
            browser.click("#send");
            browser.see("#thanks", "Thanks, Ada");
        } finally {
            widget = new Widget(browser, shop.origin());
        }
    }

    @Test
    void resetForm_hasNoPass_andGetsAnotherWhenItIsUsed() {
        widget.open("/form?with=required");
        browser.click("#name");
        widget.see("verified");

        widget.script("it.form.reset(); return true;");

        assertEquals("idle", widget.state());
        assertEquals("", widget.value());
        browser.click("#send");
        widget.see("verified");
    }

    @Test
    void disabledWidget_sendsNothing_andKeepsNobody() {
        widget.open("/form?with=required+auto");
        widget.see("verified");
        browser.script("document.querySelector('#name').value = 'Ada'; return true;");

        widget.script("it.disabled = true; return true;");

        assertEquals("idle", widget.state());
        assertEquals(List.of(), widget.entries());
        assertTrue(widget.isValid());
        assertEquals(false, widget.script("return it.willValidate;"));
        assertTrue(browser.promised("return document.querySelector('postern-captcha').execute();")
                .toString()
                .contains("InvalidStateError"));

        widget.script("it.disabled = false; return true;");

        widget.see("verified");
    }

    @Test
    void messageOfThePages_keepsTheForm_untilItIsTakenBack() {
        widget.open("/form?with=required");
        browser.type("#name", "Ada");
        widget.see("verified");
        widget.script("it.setCustomValidity('Not on a Sunday'); return true;");
        assertEquals("Not on a Sunday", widget.script("return it.validationMessage;"));
        browser.click("#send");
        assertFalse(widget.isValid());
        assertEquals(List.of(), shop.orders());

        widget.script("it.setCustomValidity(''); return true;");

        browser.click("#send");
        browser.see("#thanks", "Thanks, Ada");
    }

    @Test
    void messageOfTheBrowsers_pointsToTheWidget_whichTakesTheFocus() {
        shop.keepBack();
        widget.open("/form?with=required");

        assertEquals(false, widget.script("return it.reportValidity();"));

        assertEquals("Please wait until the check is done.", widget.script("return it.validationMessage;"));
        assertEquals("POSTERN-CAPTCHA", browser.script("return document.activeElement.tagName;"));
    }

    @Test
    void service_isWhereTheScriptIsFrom_unlessThePageSaysOtherwise() {
        widget.open("/form");
        assertEquals(shop.origin() + "/postern/", widget.script("return it.endpoint;"));

        widget.script("it.endpoint = '/elsewhere/../postern/'; return true;");

        browser.click("#name");
        widget.see("verified");
    }

    @Test
    void passForAnotherAction_isAnotherPass() {
        widget.open("/form?with=auto");
        widget.see("verified");
        String pass = widget.value();

        widget.script("it.action = 'login'; return true;");

        assertEquals("", widget.value());
        widget.see("verified");
        assertNotEquals(pass, widget.value());
    }

    @Test
    void keyboard_findsNothingToStopAt_whereThereIsNothingToDo() {
        widget.open("/form?with=required");
        browser.click("#name");
        widget.see("verified");

        browser.press(Keys.TAB);

        assertEquals("send", browser.script("return document.activeElement.id;"));
    }

    @Test
    void widgetWithoutAForm_hasAButton() {
        widget.open("/alone");
        widget.see("idle");

        widget.script("box.querySelector('button').click(); return true;");

        widget.see("verified");
        assertEquals(36, widget.value().length());
    }

    @Test
    void singlePageApplication_sendsThePassAsAHeader_andGetsAnotherForTheNextTime() {
        widget.open("/spa");
        browser.type("#name", "Ada");
        browser.click("#send"); // whether there is a pass yet or not
        browser.see("#said", "Ordered");
        assertEquals("", widget.value());
        assertEquals(36, browser.text("#heard").length());
        browser.script("document.querySelector('#said').textContent = ''; return true;");

        browser.click("#now");

        browser.see("#said", "Ordered");
        assertEquals(List.of("Ada", "Ada"), shop.orders());
    }

    @Test
    void execute_promisesThePassThatThereIs_andIsBrokenByAReset() {
        shop.keepBack();
        widget.open("/form");
        browser.script("window.promise = document.querySelector('postern-captcha').execute();"
                + " promise.catch(({ name }) => (window.broken = name)); return true;");
        widget.script("it.reset(); return true;");
        browser.until("it is not broken", () -> "AbortError".equals(browser.script("return window.broken ?? '';")));
        assertEquals("idle", widget.state());
        shop.letGo();

        Object pass = browser.promised("return document.querySelector('postern-captcha').execute();");

        assertEquals(pass, browser.promised("return document.querySelector('postern-captcha').execute();"));
        assertEquals(pass, widget.value());
    }
}
