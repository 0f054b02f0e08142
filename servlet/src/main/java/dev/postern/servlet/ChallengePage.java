package dev.postern.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The page that a browser gets in place of a guarded form's reply. It works without script, loads nothing, and carries what the form
 * held. Its policy says nothing of {@code form-action}: browsers apply that to redirects too, and the application may redirect.
 */
final class ChallengePage {
    private static final String STYLE = resource("challenge-page.css");
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; base-uri 'none'; frame-ancestors 'self'";

    private final Problem problem;
    private final String html;

    private ChallengePage(Problem problem, String title, String main) {
        this.problem = problem;
        this.html = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """.formatted(title, STYLE, title, main);
    }

    /** A form with all fields in it, and the challenge, or else a button to send it again later. */
    static ChallengePage withForm(Problem problem, FormFields carried) {
        StringBuilder main = new StringBuilder();
        boolean first = problem.code().equals("challenge-required");
        main.append(first ? "" : "<p class=\"notice\" role=\"alert\">" + escape(problem.detail()) + "</p>\n");
        main.append("<p>Nothing you entered is lost: your form is sent when you press the button.</p>\n");
        main.append("<form method=\"").append(carried.method()).append("\"");
        main.append(" accept-charset=\"").append(carried.charset().name()).append("\"");
        if (carried.query() != null) {
            main.append(" action=\"?").append(escape(carried.query())).append("\"");
        }
        main.append(">\n");
        for (Map.Entry<String, String> field : carried.fields()) {
            hidden(main, field.getKey(), field.getValue());
        }
        boolean answerable = problem.challenge() != null;
        if (problem.challenge() != null) {
            question(main, problem.challenge());
        }
        main.append("<button>").append(answerable ? "Continue" : "Try again").append("</button>\n</form>\n");
        String title = answerable ? "One quick question" : "Please wait a moment";
        return new ChallengePage(problem, title, main.toString());
    }

    /** A link to the page that the form is on, and why that is all. */
    static ChallengePage withoutForm(Problem problem, String why, String link) {
        String main = "<p>" + escape(why) + "</p>\n<p><a href=\"" + escape(link) + "\">Open the page again</a></p>\n";
        return new ChallengePage(problem, "Please fill in the form again", main);
    }

    void send(HttpServletResponse response) throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        Json.setStatus(response, problem);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.getOutputStream().write(body);
    }

    private static void question(StringBuilder main, ChallengeReply challenge) {
        hidden(main, Presented.CHALLENGE_FIELD, challenge.token());
        main.append("<p class=\"text\" id=\"text\">")
                .append(escape(challenge.challenge().text()))
                .append("</p>\n");
        main.append("<label for=\"answer\">")
                .append(escape(challenge.challenge().instruction()))
                .append("</label>\n");
        main.append("<input id=\"answer\" name=\"")
                .append(Presented.ANSWER_FIELD)
                .append("\" aria-describedby=\"text\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"64\""
                        + " required autofocus>\n");
    }

    private static void hidden(StringBuilder main, String name, String value) {
        main.append("<input type=\"hidden\" name=\"")
                .append(escape(name))
                .append("\" value=\"")
                .append(escape(value))
                .append("\">\n");
    }

    /** Line ends as references too, or the parser would make one of the two characters of each. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<', '>', '&', '"', '\'', '\r', '\n' ->
                    escaped.append("&#").append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
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
