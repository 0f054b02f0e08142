package dev.postern.servlet;

import dev.postern.servlet.http.BodyBuffers;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an {@code application/x-www-form-urlencoded} text in order, as bytes: which charset they are in is the
 * application's to say. Lenient as browsers and containers are: a stray {@code %} stands for itself.
 */
final class FormData {
    /** What containers take by default; more fields than that are a flood, not a form. */
    static final int MOST_FIELDS = BodyBuffers.MOST_FIELDS;

    private final List<Field> fields;

    private FormData(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * Parses a body.
     *
     * @throws ProblemException if it has more than {@link #MOST_FIELDS} fields
     */
    static FormData parse(byte[] body) throws ProblemException {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < body.length) {
            int end = indexOf(body, '&', start, body.length);
            if (end > start) {
                if (fields.size() == MOST_FIELDS) {
                    throw new ProblemException(Problem.tooLarge());
                }
                int equals = indexOf(body, '=', start, end);
                byte[] name = decode(body, start, equals);
                byte[] value = equals < end ? decode(body, equals + 1, end) : new byte[0];
                fields.add(new Field(name, value));
            }
            start = end + 1;
        }
        return new FormData(fields);
    }

    /** Parses a query string, or its absence. */
    static FormData parseQuery(@Nullable String query) throws ProblemException {
        return parse(query == null ? new byte[0] : query.getBytes(StandardCharsets.UTF_8));
    }

    /** The first value of this name, read as UTF-8. */
    Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name(StandardCharsets.UTF_8).equals(name))
                .map(field -> field.value(StandardCharsets.UTF_8))
                .findFirst();
    }

    /** The names of all fields in order, in this charset. */
    Stream<String> names(Charset charset) {
        return fields.stream().map(field -> field.name(charset));
    }

    /** All fields in order, in this charset. */
    List<Map.Entry<String, String>> in(Charset charset) {
        return fields.stream()
                .map(field -> Map.entry(field.name(charset), field.value(charset)))
                .toList();
    }

    /** Whether all of it can be read in this charset. */
    boolean isIn(Charset charset) {
        return fields.stream().allMatch(field -> field.isIn(charset));
    }

    private static int indexOf(byte[] bytes, char sought, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != sought) {
            i++;
        }
        return i;
    }

    private static byte[] decode(byte[] encoded, int start, int end) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            int escaped = encoded[i] == '%' && i + 2 < end ? hex(encoded[i + 1], encoded[i + 2]) : -1;
            if (escaped >= 0) {
                decoded.write(escaped);
                i += 2;
            } else {
                decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : 16 * first + second;
    }

    private static final class Field {
        private final byte[] name;
        private final byte[] value;

        Field(byte[] name, byte[] value) {
            this.name = name;
            this.value = value;
        }

        String name(Charset charset) {
            return new String(name, charset);
        }

        String value(Charset charset) {
            return new String(value, charset);
        }

        boolean isIn(Charset charset) {
            return isIn(charset, name) && isIn(charset, value);
        }

        private static boolean isIn(Charset charset, byte[] text) {
            try {
                charset.newDecoder().decode(ByteBuffer.wrap(text));
                return true;
            } catch (CharacterCodingException e) {
                return false;
            }
        }
    }
}
