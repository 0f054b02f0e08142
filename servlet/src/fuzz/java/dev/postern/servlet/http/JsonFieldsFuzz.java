package dev.postern.servlet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Any bytes are one JSON object or are not; no exception tells which. */
final class JsonFieldsFuzz {
    private static final List<String> NAMES = List.of("token", "answer", "action", "locale", "family", "secret", "");

    @FuzzTest
    void bytesAreAnObjectOrNot(byte[] body) throws IOException {
        Optional<JsonFields> read = JsonFields.read(body);
        if (read.isEmpty()) {
            return;
        }
        for (String name : NAMES) {
            Optional<String> text = read.get().text(name);
            Optional<String> any = read.get().textOrNumber(name);
            assertTrue(read.get().has(name) || any.isEmpty());
            if (text.isPresent()) {
                assertEquals(text, any);
            }
        }
    }
}
