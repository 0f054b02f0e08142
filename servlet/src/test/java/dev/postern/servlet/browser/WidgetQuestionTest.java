package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.challenge.KnownAnswers;
import dev.postern.challenge.digits.Digits;
import dev.postern.challenge.image.Transcription;
import dev.postern.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

/** The question that is asked where work is not enough: here, of everybody who has asked before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetQuestionTest {
    private static final Duration READING = Duration.ofSeconds(5);

    private WidgetServer shop;
    private Browser browser;
    private Widget widget;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.start();
    }

    @BeforeEach
    void openShop() throws Exception {
        // After one question of three, work scores 66.7; what is read and answered in time never scores less than 70.
        shop = WidgetServer.start(
                site -> site.minimumScore(70), gate -> gate.issueLimit(new Rate(3, Duration.ofMinutes(1))));
        widget = new Widget(browser, shop.origin());
    }

    @AfterEach
    void nothingWasStoppedAndNothingFailed() {
        shop.close();
        assertEquals(List.of(), shop.violations());
        assertEquals(List.of(), browser.complaints());
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void question_isAskedInTheSamePlace_andAnsweredThere() {
        ask();
        assertEquals("name", focused(), "who is typing goes on");
        shop.clock.advance(READING);
        widget.answer(right());

        browser.press(Keys.ENTER);

        widget.see("verified");
        assertEquals(36, widget.value().length());
        assertEquals(List.of(), shop.orders(), "the key was for the question");
    }

    @Test
    void wrongAnswer_isSaidToBeWrong_andAnotherQuestionIsAsked() {
        ask();
        String first = widget.text() + widget.question();
        widget.answer("-1");
        browser.press(Keys.ENTER);

        widget.see("question", "That wasn’t right.");

        assertNotEquals(first, widget.text() + widget.question());
        assertEquals("postern-captcha", focused(), "it goes on where it was");
        assertEquals("", widget.script("return box.querySelector('input').value;"));
        shop.clock.advance(READING);
        browser.press(right());
        browser.press(Keys.TAB, Keys.SPACE); // to the button, and on it
        widget.see("verified");
    }

    @Test
    void answerThatCameTooFastForAReader_isFollowedByOneMoreQuestion() {
        ask();
        widget.answer(right());
        browser.press(Keys.ENTER);

        widget.see("question", "One more question");

        shop.clock.advance(READING);
        browser.press(right());
        browser.press(Keys.ENTER);
        widget.see("verified");
    }

    @Test
    void questionThatWasLeftTooLong_isReplaced() {
        ask();
        shop.clock.advance(Duration.ofSeconds(320));
        widget.answer(right());
        browser.press(Keys.ENTER);

        widget.see("question", "That took too long.");
    }

    @Test
    void formThatIsSent_leadsToTheQuestion_andIsOnItsWayOnceThatIsAnswered() {
        widget.open("/form?with=required");
        browser.type("#name", "Ada");
        browser.click("#send");
        widget.see("question", "One quick question");
        browser.until("the question has no focus", () -> focused().equals("postern-captcha"));
        shop.clock.advance(READING);

        browser.press(right());
        browser.press(Keys.ENTER);

        browser.see("#thanks", "Thanks, Ada");
        assertEquals(List.of("Ada"), shop.orders());
    }

    @Test
    void siteThatOnlyAsksQuestions_asksAtOnce() throws Exception {
        try (WidgetServer quiz = WidgetServer.start(site -> site.families(Digits.family()), gate -> gate)) {
            Widget here = new Widget(browser, quiz.origin());
            here.open("/form");

            browser.click("#name");

            here.see("question", "One quick question");
        }
    }

    @Test
    void questionAboutAnImage_isDrawn_andAnsweredInSmallLetters() throws Exception {
        KnownAnswers drawn = new KnownAnswers(Transcription.onLight());
        try (WidgetServer strict = WidgetServer.start(site -> site.families(drawn), gate -> gate)) {
            Widget here = new Widget(browser, strict.origin());
            here.open("/form?with=required+auto");
            here.see("question");
            browser.until(
                    "nothing is drawn",
                    () -> !here.script("return box.querySelector('canvas')?.width ?? 0;")
                            .equals(0L));
            assertEquals(200L, here.script("return box.querySelector('canvas').width;"));
            assertEquals(
                    "text", here.script("return box.querySelector('input').inputMode;"), "with a keyboard of letters");
            assertTrue(
                    browser.accessibilityTree().contains("image: Type the characters in the picture"),
                    browser::accessibilityTree);

            here.answer(drawn.all().get(0).toLowerCase(Locale.ROOT));
            browser.press(Keys.ENTER);

            here.see("verified");
            assertEquals(List.of(), strict.violations());
        }
    }

    @Test
    void pictureThatCanNotBeLoaded_isSaid_andTriedAgainWhenAPersonSaysSo() throws Exception {
        try (WidgetServer strict = WidgetServer.start(site -> site.families(Transcription.onLight()), gate -> gate)) {
            Widget here = new Widget(browser, strict.origin());
            browser.block("*/picture.js");
            here.open("/form?with=required+auto");
            here.see("error", "That didn’t work");

            browser.block();
            here.script("box.querySelector('button').click(); return true;");

            browser.until(
                    "nothing is drawn",
                    () -> !here.script("return box.querySelector('canvas')?.width ?? 0;")
                            .equals(0L));
            here.see("question");
        }
    }

    private void ask() {
        widget.open("/form?with=required");
        browser.click("#name");
        widget.see("question", "One quick question");
    }

    private String right() {
        return shop.answers.answer(widget.text(), widget.question());
    }

    /** The id of what has the focus, or its name. */
    private String focused() {
        return browser.script("return document.activeElement.id || document.activeElement.localName;")
                .toString();
    }
}
