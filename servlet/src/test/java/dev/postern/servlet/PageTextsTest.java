package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.http.Problem;
import dev.postern.servlet.testing.Application;
import dev.postern.servlet.testing.Container;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.OnEveryContainer;
import dev.postern.servlet.testing.Reply;
import dev.postern.servlet.testing.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The challenge page speaks the visitor's language. */
@OnEveryContainer
class PageTextsTest {
    private final Container container;

    PageTextsTest(Container container) {
        this.container = container;
    }

    @Test
    void everyLanguage_hasEveryText_inWordsOfItsOwn() {
        PageTexts english = PageTexts.in("en");
        assertTrue(PageTexts.LANGUAGES.size() >= 12);
        for (String language : PageTexts.LANGUAGES) {
            PageTexts texts = PageTexts.in(language);
            assertEquals(english.keys(), texts.keys(), language);
            for (String key : texts.keys()) {
                assertFalse(texts.get(key).isBlank(), language + " " + key);
                if (!language.equals("en")) {
                    assertNotEquals(english.get(key), texts.get(key), language + " " + key);
                }
            }
        }
    }

    @Test
    void everyLanguage_hasAPlaceForTheMinutes() {
        for (String language : PageTexts.LANGUAGES) {
            assertTrue(PageTexts.in(language).get("passed").contains("{minutes}"), language);
        }
    }

    @Test
    void problemThatNoPersonMeets_isToldInEnglish() {
        assertEquals("Its detail.", PageTexts.in("de").of(Problem.of(403, "no-such-code", "Its detail.")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | de | ltr",
                "de-AT,en;q=0.5 | de | ltr",
                "xx, fr;q=0.9, de;q=0.8 | fr | ltr",
                "en;q=0.5, ar;q=0.9 | ar | rtl",
                "he-IL | he | rtl",
                "iw | he | rtl",
                "zh-TW | zh | ltr",
                "xx | en | ltr",
                "*;q=0, ;;;, - | en | ltr",
            })
    void languageThatTheBrowserLikesBest_isSpoken(String accepted, String language, String direction) {
        Application application = new Application().page((request, response) -> response.setStatus(204), "/signup");
        try (Shop shop = Shop.open(container, application, gate -> gate.protect("/signup"))) {
            Reply reply = shop.send(shop.browserForm("/signup", "name=Ann").header("Accept-Language", accepted));
            Html.Tag html = Html.parse(reply.text()).tags("html").get(0);
            assertEquals(language, html.attribute("lang"));
            assertEquals(direction, html.attribute("dir"));
            assertEquals(language, reply.header("Content-Language"));
            assertTrue(reply.text().contains(PageTexts.in(language).get("continue")), reply::toString);
        }
    }
}
