package dev.postern.servlet.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one JSON object, of {@value #MOST_VALUES} values in all at most. What a field holds is looked at only when it is asked for: unknown fields are ignored. */
public final class JsonFields {
    /** Far more than any request has; a small value takes much more memory than it has characters. */
    static final int MOST_VALUES = 1000;

    /** What the bytes must be, for whoever has sent others. */
    public static final String RULE =
            "The body must be one JSON object in UTF-8, of " + MOST_VALUES + " values at most.";

    private static final JsonFields NONE = new JsonFields(Map.of());

    private final Map<String, Value> values;

    private JsonFields(Map<String, Value> values) {
        this.values = values;
    }

    public static JsonFields none() {
        return NONE;
    }

    /** Reads one object, and nothing after it; empty if the bytes are anything else. */
    public static Optional<JsonFields> read(byte[] utf8) throws IOException {
        return read(Json.TEXTS, utf8);
    }

    /** As {@link #read(byte[])}, with strings of up to {@link Json#LONGEST_IMAGE} characters. */
    public static Optional<JsonFields> readWithImages(byte[] utf8) throws IOException {
        return read(Json.IMAGES, utf8);
    }

    private static Optional<JsonFields> read(JsonMapper mapper, byte[] utf8) throws IOException {
        try (JsonParser parser = Json.parser(mapper, utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            JsonFields fields = new Reader(parser).object();
            return parser.nextToken() == null ? Optional.of(fields) : Optional.empty();
        } catch (JsonProcessingException | CharacterCodingException | TooManyValuesException e) {
            return Optional.empty();
        }
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A string; empty if the field is absent or holds anything else. */
    public Optional<String> text(String name) {
        return of(name, Kind.TEXT).map(Value::text);
    }

    /** A number, as near as a double gets; empty if the field is absent or holds anything else. */
    public Optional<Double> number(String name) {
        return of(name, Kind.NUMBER).map(value -> Double.valueOf(value.text));
    }

    /** A boolean; empty if the field is absent or holds anything else. */
    public Optional<Boolean> bool(String name) {
        return of(name, Kind.BOOLEAN).map(value -> Boolean.valueOf(value.text));
    }

    /** The strings of an array; empty if the field is absent or holds anything else. */
    public Optional<List<String>> texts(String name) {
        return of(name, Kind.TEXTS).map(Value::texts);
    }

    /** The fields of an object; empty if the field is absent or holds anything else. */
    public Optional<JsonFields> object(String name) {
        return of(name, Kind.OBJECT).map(Value::fields);
    }

    private Optional<Value> of(String name, Kind kind) {
        return Optional.ofNullable(values.get(name)).filter(value -> value.kind == kind);
    }

    /** A string, or a number as it was written; empty if the field is absent or holds anything else. */
    public Optional<String> textOrNumber(String name) {
        return of(name, Kind.TEXT).or(() -> of(name, Kind.NUMBER)).map(Value::text);
    }

    /** Reads values, and counts them. */
    private static final class Reader {
        private final JsonParser parser;
        private int values;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        /** As deep as the parser allows, which is not deep. */
        JsonFields object() throws IOException, TooManyValuesException {
            Map<String, Value> fields = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                count();
                if (token != JsonToken.VALUE_NULL) {
                    fields.put(name, value(token));
                }
            }
            return new JsonFields(fields);
        }

        private Value value(JsonToken token) throws IOException, TooManyValuesException {
            return switch (token) {
                case VALUE_STRING -> new Value(Kind.TEXT, parser.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value(Kind.NUMBER, parser.getText());
                case VALUE_TRUE, VALUE_FALSE -> new Value(Kind.BOOLEAN, parser.getText());
                case START_ARRAY -> array();
                case START_OBJECT -> new Value(Kind.OBJECT, "", List.of(), object());
                default -> new Value(Kind.OTHER, "");
            };
        }

        /** An array of strings and nothing else is kept, any other is passed over. */
        private Value array() throws IOException, TooManyValuesException {
            List<String> texts = new ArrayList<>();
            boolean ofTexts = true;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                count();
                if (token == JsonToken.VALUE_STRING) {
                    texts.add(parser.getText());
                } else {
                    ofTexts = false;
                    parser.skipChildren();
                }
            }
            return ofTexts ? new Value(Kind.TEXTS, "", texts, NONE) : new Value(Kind.OTHER, "");
        }

        private void count() throws TooManyValuesException {
            if (++values > MOST_VALUES) {
                throw new TooManyValuesException();
            }
        }
    }

    private static final class TooManyValuesException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        TooManyValuesException() {
            super("", null, false, false);
        }
    }

    private enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        TEXTS,
        OBJECT,
        OTHER
    }

    private record Value(Kind kind, String text, List<String> texts, JsonFields fields) {
        Value(Kind kind, String text) {
            this(kind, text, List.of(), NONE);
        }
    }
}
