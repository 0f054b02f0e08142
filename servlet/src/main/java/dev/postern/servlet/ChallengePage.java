package dev.postern.servlet;

import dev.postern.servlet.http.Json;
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
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The page that a browser gets in place of a guarded form's reply. It works without script, loads nothing, and carries what the form
 * held. Its policy says nothing of {@code form-action}: browsers apply that to redirects too, and the application may redirect.
 */
final class ChallengePage {
    private static final String STYLE = resource("challenge-page.css");
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; base-uri 'none'; frame-ancestors 'self'";

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s</title>
            <style>%2$s</style>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            """;
    private static final String FOOT = "</main>\n</body>\n</html>\n";

    private final Problem problem;
    private final String title;
    private final Main main;

    private ChallengePage(Problem problem, String title, Main main) {
        this.problem = problem;
        this.title = title;
        this.main = main;
    }

    /** A form with all fields in it, and the challenge, or else a button to send it again later. */
    static ChallengePage withForm(Problem problem, Optional<ChallengeReply> challenge, FormFields carried) {
        String title = challenge.isEmpty() ? "Please wait a moment" : "One quick question";
        return new ChallengePage(problem, title, page -> form(page, problem, challenge, carried));
    }

    /** A link to the page that the form is on, and why that is all. */
    static ChallengePage withoutForm(Problem problem, String why, String link) {
        return new ChallengePage(problem, "Please fill in the form again", page -> {
            element(page, "<p>", why, "</p>\n");
            element(page, "<p><a href=\"", link, "\">Open the page again</a></p>\n");
        });
    }

    /** Written as it goes: a form that was read into memory once must not stand there several times more as a page. */
    void send(HttpServletResponse response) throws IOException {
        Json.setStatus(response, problem);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        try (Writer page =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            page.write(HEAD.formatted(title, STYLE));
            main.write(page);
            page.write(FOOT);
        }
    }

    private static void form(Writer page, Problem problem, Optional<ChallengeReply> asked, FormFields carried)
            throws IOException {
        if (!problem.code().equals("challenge-required")) {
            element(page, "<p class=\"notice\" role=\"alert\">", problem.detail(), "</p>\n");
        }
        page.write("<p>Nothing you entered is lost: your form is sent when you press the button.</p>\n");
        page.write("<form method=\"" + carried.method() + "\" accept-charset=\""
                + carried.charset().name() + "\"");
        if (carried.query() != null) {
            element(page, " action=\"?", carried.query(), "\"");
        }
        page.write(">\n");
        for (Map.Entry<String, String> field : carried.fields()) {
            hidden(page, field.getKey(), field.getValue());
        }
        ChallengeReply challenge = asked.orElse(null);
        if (challenge == null) {
            page.write("<button>Try again</button>\n</form>\n");
        } else {
            question(page, challenge);
            page.write("<button>Continue</button>\n</form>\n");
        }
    }

    private static void question(Writer page, ChallengeReply challenge) throws IOException {
        hidden(page, Presented.CHALLENGE_FIELD, challenge.token());
        ChallengeReply.Text text = (ChallengeReply.Text) challenge.challenge();
        element(page, "<p class=\"text\" id=\"text\">", text.text(), "</p>\n");
        element(page, "<label for=\"answer\">", text.instruction(), "</label>\n");
        page.write("<input id=\"answer\" name=\"" + Presented.ANSWER_FIELD
                + "\" aria-describedby=\"text\" inputmode=\"numeric\""
                + " autocomplete=\"off\" maxlength=\"64\" required autofocus>\n");
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
