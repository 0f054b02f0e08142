package dev.postern.servlet;

import dev.postern.servlet.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the challenge page says, in one language. Immutable. */
final class PageTexts {
    static final Set<String> LANGUAGES =
            Set.of("ar", "de", "en", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "zh");

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "he");
    private static final int MOST_ASKED = 16;
    private static final Map<String, PageTexts> ALL =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), PageTexts::new));

    private final String language;
    private final Properties texts;

    private PageTexts(String language) {
        this.language = language;
        this.texts = read("challenge-page/" + language + ".properties");
    }

    /** Those in the first language that the browser asks for and that there is, or in English. */
    static PageTexts of(HttpServletRequest request) {
        List<Locale> asked = Collections.list(request.getLocales());
        return asked.stream()
                .limit(MOST_ASKED)
                .map(Locale::getLanguage)
                .map(language -> language.equals("iw") ? "he" : language)
                .filter(LANGUAGES::contains)
                .findFirst()
                .map(PageTexts::in)
                .orElseGet(() -> in("en"));
    }

    static PageTexts in(String language) {
        PageTexts texts = ALL.get(language);
        if (texts == null) {
            throw new IllegalArgumentException("the challenge page has no words in " + language);
        }
        return texts;
    }

    String language() {
        return language;
    }

    /** As HTML names it. */
    String direction() {
        return RIGHT_TO_LEFT.contains(language) ? "rtl" : "ltr";
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }

    String get(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("the challenge page has no word " + key + " in " + language);
        }
        return text;
    }

    /** What there is to say of a problem: in English where it is none that a person meets. */
    String of(Problem problem) {
        return texts.getProperty("problem." + problem.code(), problem.detail());
    }

    private static Properties read(String name) {
        Properties texts = new Properties();
        try (InputStream file = PageTexts.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        return texts;
    }
}
