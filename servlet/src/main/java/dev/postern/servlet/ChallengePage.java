package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.challenge.ImagePrompt;
import dev.postern.challenge.TextPrompt;
import dev.postern.challenge.WorkPrompt;
import dev.postern.challenge.digits.Digits;
import dev.postern.challenge.image.DrawnDigits;
import dev.postern.servlet.http.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The page that a browser gets in place of a guarded form's reply. It carries what the form held, and works without script; where there is proof of work, its
 * script does that and sends the form on. Its policy says nothing of {@code form-action}: browsers apply that to redirects too, and the application may redirect.
 */
final class ChallengePage {
    private static final String STYLE = resource("challenge-page.css");
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; frame-ancestors 'self'";
    private static final String POLICY_WITH_SCRIPT = POLICY + "; script-src 'self'; worker-src 'self'";

    /** The families whose answers are numbers, for which a telephone shows digits. */
    private static final Set<String> ASK_FOR_NUMBERS =
            Set.of(Digits.family().name(), DrawnDigits.onLight().name());

    private final PageTexts texts;
    private final String title;
    private final Optional<String> script;
    private final Main main;

    private ChallengePage(PageTexts texts, String title, Optional<String> script, Main main) {
        this.texts = texts;
        this.title = title;
        this.script = script;
        this.main = main;
    }

    /**
     * A form with all fields in it, and what is asked, or else a button to send it again later.
     *
     * @param forFiles whether what is sent on is not the person's form, but what lets that through when it is sent once more
     */
    static ChallengePage withForm(PageTexts texts, Problem problem, Asked asked, FormFields carried, boolean forFiles) {
        String title = asked.isNothing() ? "title.wait" : asked.work().isPresent() ? "title.work" : "title.question";
        Optional<String> script = asked.work().map(work -> asked.script());
        return new ChallengePage(texts, title, script, page -> {
            if (!problem.code().equals("challenge-required")) {
                element(page, "<p class=\"notice\" role=\"alert\">", texts.of(problem), "</p>\n");
            }
            element(page, "<p>", texts.get(forFiles ? "kept.files" : "kept"), "</p>\n");
            form(page, texts, asked, carried);
        });
    }

    /** A link to the page that the form is on, and why that is all: the key of a text. */
    static ChallengePage withoutForm(PageTexts texts, String why, String link) {
        return linking(texts, "title.again", texts.get(why), link);
    }

    /** Says that a form with files will be let through if it is sent once more within this time. */
    static ChallengePage afterFiles(PageTexts texts, Duration lifetime, String link) {
        String minutes = String.valueOf(Math.max(1, lifetime.toMinutes()));
        return linking(texts, "title.passed", texts.get("passed").replace("{minutes}", minutes), link);
    }

    /** Says that a form with files can't be let through without cookies. */
    static ChallengePage withoutCookies(PageTexts texts, String link) {
        return linking(texts, "title.cookies", texts.get("cookies"), link);
    }

    private static ChallengePage linking(PageTexts texts, String title, String text, String link) {
        return new ChallengePage(texts, title, Optional.empty(), page -> {
            element(page, "<p>", text, "</p>\n");
            element(page, "<p><a href=\"", link, "\">");
            element(page, "", texts.get("link"), "</a></p>\n");
        });
    }

    /** Sends it, with the status that was set. Written as it goes: a form that was read into memory once must not stand there several times more as a page. */
    void send(HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Language", texts.language());
        response.setHeader("Content-Security-Policy", script.isPresent() ? POLICY_WITH_SCRIPT : POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        try (Writer page =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            head(page);
            main.write(page);
            page.write("</main>\n</body>\n</html>\n");
        }
    }

    private void head(Writer page) throws IOException {
        page.write("<!DOCTYPE html>\n<html lang=\"" + texts.language() + "\" dir=\"" + texts.direction()
                + "\">\n<head>\n");
        page.write("<meta charset=\"utf-8\">\n");
        page.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.write("<meta name=\"robots\" content=\"noindex\">\n");
        element(page, "<title>", texts.get(title), "</title>\n");
        page.write("<style>" + STYLE + "</style>\n");
        if (script.isPresent()) {
            element(page, "<script type=\"module\" src=\"", script.get(), "\"></script>\n");
        }
        page.write("</head>\n<body>\n<main>\n");
        element(page, "<h1>", texts.get(title), "</h1>\n");
    }

    private static void form(Writer page, PageTexts texts, Asked asked, FormFields carried) throws IOException {
        page.write("<form method=\"" + carried.method() + "\" accept-charset=\""
                + carried.charset().name() + "\"");
        if (carried.query() != null) {
            element(page, " action=\"?", carried.query(), "\"");
        }
        page.write(">\n");
        for (Map.Entry<String, String> field : carried.fields()) {
            hidden(page, field.getKey(), field.getValue());
        }
        if (asked.isNothing()) {
            element(page, "<button>", texts.get("again"), "</button>\n</form>\n");
            return;
        }
        if (asked.work().isPresent()) {
            element(page, check(asked.work().get()), texts.get("checking"), "</p>\n");
            element(
                    page,
                    "<p class=\"failed notice\" role=\"alert\" hidden>",
                    texts.get(asked.question().isPresent() ? "failed" : "failed.alone"),
                    "</p>\n");
        }
        if (asked.question().isPresent()) {
            question(page, texts, asked);
        } else {
            element(page, "<noscript><p class=\"notice\">", texts.get("script"), "</p></noscript>\n");
        }
        page.write("</form>\n");
    }

    /** The work stands here, and not in the form, whose fields hide what of it has their names. */
    private static String check(Challenge challenge) {
        WorkPrompt work = (WorkPrompt) challenge.prompt();
        return "<p class=\"check\" role=\"status\" data-token=\"" + challenge.token() + "\" data-salt=\"" + work.salt()
                + "\" data-target=\"" + work.target() + "\" data-max=\"" + work.max() + "\">";
    }

    private static void question(Writer page, PageTexts texts, Asked asked) throws IOException {
        Challenge challenge = asked.question().orElseThrow();
        String language = " lang=\"" + challenge.locale().toLanguageTag() + "\" dir=\"auto\"";
        page.write("<div class=\"question\">\n");
        hidden(page, Presented.CHALLENGE_FIELD, challenge.token().toString());
        String instruction;
        if (challenge.prompt() instanceof ImagePrompt image) {
            instruction = image.instruction();
            element(
                    page,
                    "<img class=\"image\" id=\"text\" src=\"" + image.image() + "\"" + language + " alt=\"",
                    instruction,
                    "\">\n");
        } else {
            TextPrompt text = (TextPrompt) challenge.prompt();
            instruction = text.instruction();
            element(page, "<p class=\"text\" id=\"text\" dir=\"ltr\">", text.text(), "</p>\n");
        }
        element(page, "<label for=\"answer\"" + language + ">", instruction, "</label>\n");
        page.write("<input id=\"answer\" name=\"" + Presented.ANSWER_FIELD + "\" aria-describedby=\"text\" inputmode=\""
                + (ASK_FOR_NUMBERS.contains(challenge.family()) ? "numeric" : "text")
                + "\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"64\" required"
                + (asked.work().isPresent() ? "" : " autofocus") + ">\n");
        element(page, "<button>", texts.get("continue"), "</button>\n</div>\n");
    }

    private static void hidden(Writer page, String name, String value) throws IOException {
        element(page, "<input type=\"hidden\" name=\"", name, "\"");
        element(page, " value=\"", value, "\">\n");
    }

    /** Line ends as references too, or the parser would make one of the two characters of each. */
    private static void element(Writer page, String before, String text, String after) throws IOException {
        page.write(before);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<', '>', '&', '"', '\'', '\r', '\n' -> page.write("&#" + (int) c + ";");
                default -> page.write(c);
            }
        }
        page.write(after);
    }

    /** What stands between the heading and the end. */
    private interface Main {
        void write(Writer page) throws IOException;
    }

    /**
     * What a page asks: work of the browser where it runs scripts, and a question of the person where it does not, or where work is not enough.
     *
     * @param challenges one of each at most; none if nothing can be asked now
     * @param script the address of the script that does the work
     */
    record Asked(List<Challenge> challenges, String script) {
        boolean isNothing() {
            return challenges.isEmpty();
        }

        Optional<Challenge> work() {
            return challenges.stream()
                    .filter(challenge -> challenge.prompt() instanceof WorkPrompt)
                    .findFirst();
        }

        Optional<Challenge> question() {
            return challenges.stream()
                    .filter(challenge -> !(challenge.prompt() instanceof WorkPrompt))
                    .findFirst();
        }
    }

    private static String resource(String name) {
        try (InputStream in = ChallengePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
