package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a refused form, to be sent again by the page that shows the challenge. The page's own form goes to the page's own
 * address.
 *
 * @param method get or post
 * @param query the query to post to; null for that of the page's address
 * @param charset in which the fields become the same bytes again
 * @param fields all that the form had, repeated and empty ones too, except those of an answer before
 */
record FormFields(String method, @Nullable String query, Charset charset, List<Map.Entry<String, String>> fields) {
    /** What browsers take a form in an 8-bit charset to be in; each of its bytes has a character of its own. */
    private static final Charset EIGHT_BIT = Charset.forName("windows-1252");

    static FormFields ofGet(FormData query) {
        return of("get", null, query);
    }

    static FormFields ofPost(Submission submission) throws IOException, ProblemException {
        return of("post", queryWithoutOwn(submission.request()), submission.form());
    }

    private static FormFields of(String method, @Nullable String query, FormData form) {
        Charset charset = form.isIn(StandardCharsets.UTF_8) ? StandardCharsets.UTF_8 : EIGHT_BIT;
        List<Map.Entry<String, String>> fields = form.in(charset).stream()
                .filter(field -> !Presented.isOwnField(field.getKey()))
                .toList();
        return new FormFields(method, query, charset, fields);
    }

    /** Without a token that was refused: the query is looked at before the form, so it would be refused for ever. */
    private static @Nullable String queryWithoutOwn(HttpServletRequest request) throws ProblemException {
        String query = request.getQueryString();
        if (query == null) {
            return null;
        }
        StringJoiner rest = new StringJoiner("&");
        for (String field : query.split("&", -1)) {
            if (FormData.parseQuery(field).names(StandardCharsets.UTF_8).noneMatch(Presented::isField)) {
                rest.add(field);
            }
        }
        return rest.length() == query.length() ? null : rest.toString();
    }
}
