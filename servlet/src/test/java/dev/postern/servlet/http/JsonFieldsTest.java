package dev.postern.servlet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the fields of one JSON object are read. */
final class JsonFieldsTest {
    @Test
    void stringsAndNumbers_areGivenAsTheyWereWritten() throws IOException {
        JsonFields fields = read("{\"a\":\"x\\u0041\\n\",\"b\":5.00,\"c\":-1E+9,\"d\":\"\"}");

        assertEquals(Optional.of("xA\n"), fields.text("a"));
        assertEquals(Optional.of("xA\n"), fields.textOrNumber("a"));
        assertEquals(Optional.empty(), fields.text("b"));
        assertEquals(Optional.of("5.00"), fields.textOrNumber("b"));
        assertEquals(Optional.of("-1E+9"), fields.textOrNumber("c"));
        assertEquals(Optional.of(""), fields.text("d"));
    }

    @Test
    void nullIsAbsent_andWhatIsNeitherStringNorNumber_isThereWithoutAValue() throws IOException {
        JsonFields fields = read("{\"a\":null,\"b\":true,\"c\":[1,[2]],\"d\":{\"token\":\"inner\"}}");

        assertFalse(fields.has("a"));
        assertFalse(fields.has("token"));
        for (String name : new String[] {"b", "c", "d"}) {
            assertTrue(fields.has(name));
            assertEquals(Optional.empty(), fields.text(name));
            assertEquals(Optional.empty(), fields.textOrNumber(name));
        }
    }

    @Test
    void thirtyTwoLevels_aHundredDigits_andSixteenKibibytesOfText_areTheMost() throws IOException {
        assertTrue(isRead("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}"));
        assertFalse(isRead("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"));
        assertTrue(isRead("{\"a\":" + "9".repeat(100) + "}"));
        assertFalse(isRead("{\"a\":" + "9".repeat(101) + "}"));
        assertTrue(isRead("{\"a\":\"" + "x".repeat(16 << 10) + "\"}"));
        assertFalse(isRead("{\"a\":\"" + "x".repeat((16 << 10) + 1) + "\"}"));
        assertTrue(isRead("{\"" + "n".repeat(1000) + "\":1}"));
        assertFalse(isRead("{\"" + "n".repeat(1001) + "\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1}}",
                "{}{}",
                "{}0",
                "{}\0",
                "{\"a\":1,\"a\":1}",
                "{\"a\":[{\"b\":1,\"b\":1}]}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":0x1}",
                "{\"a\":Infinity}",
                "{\"a\":tru}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\" 1}"
            })
    void anythingElse_isNotRead(String json) throws IOException {
        assertFalse(isRead(json));
    }

    private static boolean isRead(String json) throws IOException {
        return JsonFields.read(json.getBytes(StandardCharsets.UTF_8)).isPresent();
    }

    private static JsonFields read(String json) throws IOException {
        return JsonFields.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /** Each takes much more memory than it has characters. */
    @Test
    void anObjectOfMoreThanAThousandValues_isNone_howeverTheyStandInEachOther() throws IOException {
        for (String value : new String[] {"1", "[]", "{\"\":1}"}) {
            StringBuilder fields = new StringBuilder("{\"0\":1");
            for (int i = 1; i < (value.startsWith("{") ? 500 : 1000); i++) {
                fields.append(",\"").append(i).append("\":").append(value);
            }
            assertTrue(JsonFields.readWithImages((fields + "}").getBytes(StandardCharsets.UTF_8))
                    .isPresent());
            String more = fields + ",\"x\":" + value + ",\"y\":" + value + "}";
            assertTrue(JsonFields.readWithImages(more.getBytes(StandardCharsets.UTF_8))
                    .isEmpty());
        }
        String array = "{\"a\":[" + "\"a\",".repeat(1000) + "\"a\"]}";
        assertTrue(JsonFields.read(array.getBytes(StandardCharsets.UTF_8)).isEmpty());
    }
}
