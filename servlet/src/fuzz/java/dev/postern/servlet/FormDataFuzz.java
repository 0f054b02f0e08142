package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.servlet.http.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Any bytes are a form, and what was read of them, written as browsers write it, is read as the same again. */
final class FormDataFuzz {
    @FuzzTest
    void whatIsRead_isReadAgainAsTheSame(byte[] body) throws ProblemException {
        FormData form;
        try {
            form = FormData.parse(body);
        } catch (ProblemException e) {
            assertEquals(413, e.problem().status());
            return;
        }
        List<Map.Entry<String, String>> fields = form.in(StandardCharsets.UTF_8);
        assertTrue(fields.size() <= FormData.MOST_FIELDS);
        String written = fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        List<Map.Entry<String, String>> again =
                FormData.parse(written.getBytes(StandardCharsets.US_ASCII)).in(StandardCharsets.UTF_8);
        assertEquals(fields, again);
        for (int i = 0; i < fields.size(); i += 1 + fields.size() / 16) { // all of many would take longer than the rest
            assertTrue(form.first(fields.get(i).getKey()).isPresent());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
