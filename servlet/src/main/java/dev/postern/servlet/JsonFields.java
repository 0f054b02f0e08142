package dev.postern.servlet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of one JSON object. What a field holds is looked at only when it is asked for: unknown fields are ignored. */
final class JsonFields {
    private final Map<String, Value> values;

    private JsonFields(Map<String, Value> values) {
        this.values = values;
    }

    static JsonFields none() {
        return new JsonFields(Map.of());
    }

    /** Reads one object, and nothing after it; empty if the bytes are anything else. */
    static Optional<JsonFields> read(byte[] utf8) throws IOException {
        try (JsonParser parser = Json.parser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, Value> values = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token != JsonToken.VALUE_NULL) {
                    values.put(name, value(parser, token));
                }
            }
            return parser.nextToken() == null ? Optional.of(new JsonFields(values)) : Optional.empty();
        } catch (JsonProcessingException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Value value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> new Value(Kind.TEXT, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value(Kind.NUMBER, parser.getText());
            default -> {
                parser.skipChildren();
                yield new Value(Kind.OTHER, "");
            }
        };
    }

    /** Whether the field is there and not null. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** A string; empty if the field is absent or holds anything else. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> value.kind == Kind.TEXT)
                .map(Value::text);
    }

    /** A string, or a number as it was written; empty if the field is absent or holds anything else. */
    Optional<String> textOrNumber(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> value.kind != Kind.OTHER)
                .map(Value::text);
    }

    private enum Kind {
        TEXT,
        NUMBER,
        OTHER
    }

    private record Value(Kind kind, String text) {}
}
