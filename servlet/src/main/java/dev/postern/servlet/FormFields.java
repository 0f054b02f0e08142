package dev.postern.servlet;

import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
    /** What browsers take a form in an 8-bit charset to be in. */
    private static final Charset EIGHT_BIT = Charset.forName("windows-1252");
    /** Its characters from 0x80 to 0x9F. */
    private static final String EIGHT_BIT_SPECIAL = new String(
            HexFormat.of().parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"), EIGHT_BIT);

    static FormFields ofGet(FormData query) {
        return of("get", null, query);
    }

    static FormFields ofPost(Submission submission) throws IOException, ProblemException {
        return of("post", queryWithoutOwn(submission.request()), submission.form());
    }

    /** Of a form with files, which can't be carried: what earns a pass for it. */
    static FormFields ofFiles(HttpServletRequest request, String link) throws ProblemException {
        return new FormFields(
                "post",
                queryWithoutOwn(request),
                StandardCharsets.UTF_8,
                List.of(Map.entry(Presented.FILES_FIELD, link)));
    }

    private static FormFields of(String method, @Nullable String query, FormData form) {
        boolean utf8 = form.isIn(StandardCharsets.UTF_8);
        List<Map.Entry<String, String>> all = utf8
                ? form.in(StandardCharsets.UTF_8)
                : form.in(StandardCharsets.ISO_8859_1).stream()
                        .map(field -> Map.entry(eightBit(field.getKey()), eightBit(field.getValue())))
                        .toList();
        List<Map.Entry<String, String>> carried = all.stream()
                .filter(field -> !Presented.isOwnField(field.getKey()))
                .toList();
        return new FormFields(method, query, utf8 ? StandardCharsets.UTF_8 : EIGHT_BIT, carried);
    }

    /** Bytes as characters by the Encoding Standard: in its windows-1252, and not in Java's, each byte has one of its own. */
    private static String eightBit(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char b = bytes.charAt(i);
            char c = b < 0x80 || b > 0x9F ? b : EIGHT_BIT_SPECIAL.charAt(b - 0x80);
            text.append(c == '\uFFFD' ? b : c);
        }
        return text.toString();
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
