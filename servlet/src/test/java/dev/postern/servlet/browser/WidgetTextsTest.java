package dev.postern.servlet.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which language the widget speaks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WidgetTextsTest {
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
    void nothingWasStoppedAndNothingIsMissing() {
        assertEquals(List.of(), shop.violations());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void everyLanguage_saysAllThatEnglishDoes_inWordsOfItsOwn() {
        widget.open("/form");
        List<?> languages = (List<?>) module("return LANGUAGES;");
        assertEquals(19, languages.size());
        Map<?, ?> english = (Map<?, ?>) module("return (await textsFor('en')).texts;");

        for (Object language : languages) {
            Map<?, ?> texts = (Map<?, ?>)
                    browser.promised("return (await fetch(`/postern/widget/${given[0]}.json`)).json();", language);

            assertEquals(keys(english), keys(texts), language.toString());
            assertTrue(String.valueOf(texts.get("again")).contains("{trouble}"), language.toString());
            texts.forEach((key, text) -> {
                String said = language + ": " + key + ": " + text;
                assertTrue(!text.toString().isBlank(), said);
                assertTrue(!text.equals(english.get(key)), said);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "de,Vor Spam geschützt",
        "DE-at,Vor Spam geschützt",
        "pt-BR,Protegido contra spam",
        "zh,已启用垃圾信息防护",
        "zh-CN,已启用垃圾信息防护",
        "zh-TW,已啟用垃圾訊息防護",
        "zh-Hant-HK,已啟用垃圾訊息防護",
        "en-GB,Protected from spam",
        "xx,Protected from spam",
        "not a tag,Protected from spam"
    })
    void language_isTheNearestToThePages(String tag, String message) {
        widget.open("/form?lang=" + tag.replace(' ', '+'));

        widget.see("idle", message);
    }

    @Test
    void languageOfTheNearestElement_isBeforeThePages() {
        widget.open("/form?lang=fr");
        widget.see("idle", "Protégé contre le spam");

        widget.script("it.lang = 'nl'; return true;");
        widget.see("idle", "Beschermd tegen spam");

        widget.script("it.removeAttribute('lang'); document.documentElement.lang = 'sv'; return true;");
        widget.see("idle", "Skyddat mot skräppost");
    }

    @Test
    void wordsFromRightToLeft_areWrittenSo_alsoOnPagesThatAreNot() {
        widget.open("/form");
        widget.script("it.lang = 'ar'; return true;");
        widget.see("idle", "محمي");

        assertEquals("rtl ar", widget.script("return `${getComputedStyle(box).direction} ${box.lang}`;"));

        widget.script("it.lang = 'fa'; document.documentElement.dir = 'rtl'; return true;"); // which is not offered
        widget.see("idle", "Protected from spam");
        assertEquals("ltr en", widget.script("return `${getComputedStyle(box).direction} ${box.lang}`;"));
    }

    @Test
    void languageThatDoesNotLoad_isEnglish() {
        widget.open("/form");
        browser.network(false);
        widget.script("it.lang = 'de'; return true;");
        browser.until(
                "it was not asked for",
                () -> browser.complaints().stream().anyMatch(complaint -> complaint.contains("de.json")));
        assertEquals("Protected from spam", widget.message());

        browser.network(true);
        widget.script("it.lang = 'de-AT'; return true;");

        widget.see("idle", "Vor Spam geschützt");
    }

    @Test
    void secondsThatAreLeft_areWrittenAsTheLanguageDoes() {
        shop.answerAsProxy();
        try {
            widget.open("/form?lang=ja&with=auto");
            widget.see("waiting", "サービスが混み合っています。再試行します…");
            assertTrue(widget.script("return box.querySelector('.timer').textContent;")
                    .toString()
                    .matches("\\d+ ?秒"));
        } finally {
            shop.answerAgain();
        }
    }

    private Object module(String body) {
        return browser.promised("const { LANGUAGES, textsFor } = await import('/postern/widget/texts.js'); " + body);
    }

    private static Set<String> keys(Map<?, ?> texts) {
        Set<String> keys = new TreeSet<>();
        texts.keySet().forEach(key -> keys.add(key.toString()));
        return keys;
    }
}
