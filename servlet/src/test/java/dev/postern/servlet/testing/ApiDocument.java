package dev.postern.servlet.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.postern.servlet.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The OpenAPI document, against which tests hold what goes over the wire. */
public final class ApiDocument {
    /** The one that Postern serves. */
    public static final ApiDocument SERVED = new ApiDocument(read());

    private static final List<String> METHODS = List.of("options", "get", "put", "post", "delete", "patch");

    private final DocumentPart document;

    ApiDocument(JsonNode document) {
        this.document = DocumentPart.whole(document);
    }

    private static JsonNode read() {
        try (InputStream bytes = Gate.class.getResourceAsStream("openapi.json")) {
            return json().readTree(Objects.requireNonNull(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonMapper json() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    DocumentPart document() {
        return document;
    }

    /** Whether there is anything at this path. */
    public boolean describes(String path) {
        return find(path).isPresent();
    }

    /** Says that the document describes the reply, and, where the request was not refused, the request. */
    public void check(Exchange exchange) {
        DocumentPart path = find(exchange.path()).orElseThrow(() -> wrong(exchange, "the path is not described"));
        DocumentPart operation = operation(path, exchange.method()).orElseGet(() -> ofAnotherMethod(path, exchange));
        if (!isRefused(exchange)) {
            checkParameters(path, exchange);
            checkParameters(operation, exchange);
            operation.part("requestBody").ifPresent(body -> checkRequest(body, exchange));
        }
        checkReply(operation, exchange);
    }

    /** Says that the document describes the reply; nobody knows what was sent. */
    public void checkReply(Exchange exchange) {
        DocumentPart path = find(exchange.path()).orElseThrow(() -> wrong(exchange, "the path is not described"));
        checkReply(operation(path, exchange.method()).orElseGet(() -> ofAnotherMethod(path, exchange)), exchange);
    }

    private Optional<DocumentPart> find(String path) {
        Map<String, DocumentPart> paths = document.part("paths").orElseThrow().parts();
        return Optional.ofNullable(paths.get(path))
                .or(() -> paths.entrySet().stream()
                        .filter(entry -> pattern(entry.getKey()).matcher(path).matches())
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    /** A path with its variables, as each matches one segment. */
    private static Pattern pattern(String template) {
        return Pattern.compile("\\Q" + template.replaceAll("\\{([a-z]+)}", "\\\\E(?<$1>[^/]+)\\\\Q") + "\\E");
    }

    private static Optional<DocumentPart> operation(DocumentPart path, String method) {
        return METHODS.stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).equals(method.equals("HEAD") ? "GET" : method))
                .findFirst()
                .flatMap(path::part);
    }

    /** A method that is not described is refused as any other operation of the path would say it. */
    private static DocumentPart ofAnotherMethod(DocumentPart path, Exchange exchange) {
        if (!isRefused(exchange) || exchange.header("Allow").isEmpty()) {
            throw wrong(exchange, "the method is not described");
        }
        return METHODS.stream()
                .flatMap(name -> path.part(name).stream())
                .findFirst()
                .orElseThrow();
    }

    /** By its status, or, as siteverify's clients want it, by success alone, or, as the desk's do, by errorId. */
    private static boolean isRefused(Exchange exchange) {
        if (exchange.status() >= 400) {
            return true;
        }
        boolean json =
                exchange.type().equals("application/json") && !exchange.body().isEmpty();
        JsonNode reply = json ? parse(exchange, exchange.body()) : TextNode.valueOf("");
        return reply.path("success").toString().equals("false")
                || reply.path("errorId").asInt() > 0;
    }

    private static void checkParameters(DocumentPart place, Exchange exchange) {
        Map<String, String> sent = form(exchange.query());
        for (DocumentPart parameter :
                place.part("parameters").map(DocumentPart::elements).orElse(List.of())) {
            if (parameter.json().path("in").asText().equals("query")) {
                String name = parameter.json().path("name").asText();
                checkText(parameter, Optional.ofNullable(sent.get(name)), exchange, "the parameter " + name);
            }
        }
    }

    private static void checkRequest(DocumentPart described, Exchange exchange) {
        if (exchange.requestBody().isEmpty()) {
            require(!described.json().path("required").asBoolean(), exchange, "the request needs a body");
            return;
        }
        String type = Exchange.base(exchange.requestType().orElse("application/json"));
        DocumentPart schema = schema(described, type, exchange);
        JsonNode body = type.equals("application/x-www-form-urlencoded")
                ? json().valueToTree(form(exchange.requestBody()))
                : withoutNulls(parse(exchange, exchange.requestBody()));
        requireNone(schema.errors(body), exchange, "the request");
    }

    private static void checkReply(DocumentPart operation, Exchange exchange) {
        DocumentPart reply = operation
                .part("responses")
                .flatMap(all -> all.part(String.valueOf(exchange.status())))
                .orElseThrow(() -> wrong(exchange, "the status is not described"));
        reply.part("headers")
                .map(DocumentPart::parts)
                .orElse(Map.of())
                .forEach((name, header) -> checkText(header, exchange.header(name), exchange, "the header " + name));
        if (exchange.method().equals("HEAD")) {
            return;
        }
        if (reply.part("content").isEmpty()) {
            require(exchange.body().isEmpty(), exchange, "no content is described");
            return;
        }
        DocumentPart schema = schema(reply, exchange.type(), exchange);
        JsonNode body =
                exchange.type().endsWith("json") ? parse(exchange, exchange.body()) : TextNode.valueOf(exchange.body());
        requireNone(schema.errors(body), exchange, "the reply");
    }

    private static DocumentPart schema(DocumentPart described, String type, Exchange exchange) {
        return described
                .part("content")
                .flatMap(content -> content.part(type))
                .flatMap(media -> media.part("schema"))
                .orElseThrow(() -> wrong(exchange, "the content type " + type + " is not described"));
    }

    /** A header or parameter, whose schema may speak of a number. */
    private static void checkText(DocumentPart described, Optional<String> text, Exchange exchange, String what) {
        if (text.isEmpty()) {
            require(!described.json().path("required").asBoolean(), exchange, what + " is missing");
            return;
        }
        DocumentPart schema = described.part("schema").orElseThrow();
        boolean number = schema.json().path("type").asText().equals("integer")
                && text.get().matches("-?\\d{1,18}");
        JsonNode value =
                number ? json().getNodeFactory().numberNode(Long.parseLong(text.get())) : TextNode.valueOf(text.get());
        requireNone(schema.errors(value), exchange, what);
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : encoded.split("&", -1)) {
            String[] parts = field.split("=", 2);
            if (parts.length == 2) {
                fields.put(decode(parts[0]), decode(parts[1]));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A field that is null is as good as absent. */
    private static JsonNode withoutNulls(JsonNode body) {
        if (body instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        return body;
    }

    private static JsonNode parse(Exchange exchange, String text) {
        try {
            return json().readTree(text);
        } catch (JsonProcessingException e) {
            throw wrong(exchange, "no JSON: " + text);
        }
    }

    private static void requireNone(List<String> errors, Exchange exchange, String what) {
        require(errors.isEmpty(), exchange, what + " is not as described: " + String.join("; ", errors));
    }

    private static void require(boolean condition, Exchange exchange, String otherwise) {
        if (!condition) {
            throw wrong(exchange, otherwise);
        }
    }

    private static AssertionError wrong(Exchange exchange, String what) {
        return new AssertionError("OpenAPI: " + what + "\n" + exchange);
    }
}
