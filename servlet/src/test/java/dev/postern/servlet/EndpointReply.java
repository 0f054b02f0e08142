package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came back over HTTP: status, headers by their names in lower case, body. */
record EndpointReply(int status, Map<String, List<String>> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static EndpointReply of(int status, Map<String, List<String>> headers, String body) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        return new EndpointReply(status, lower, body);
    }

    /** The one value of this header, or an empty text. */
    String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? values.get(0) : String.join(" | ", values);
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + status + " " + body, e);
        }
    }

    /** The names of an object's fields, in the order of the alphabet. */
    static Set<String> fieldsOf(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return new TreeSet<>(names);
    }

    /** The field {@code error-codes}, as a text. */
    String errorCodes() {
        return json().path("error-codes").toString();
    }

    /** Says that this is a JSON reply of 200 that no cache keeps, and gives its JSON. */
    JsonNode ok() {
        assertEquals(200, status, body);
        assertEquals("application/json", header("Content-Type"));
        assertEquals("no-store", header("Cache-Control"));
        return json();
    }

    /** Says that this is a problem with exactly these fields, and that no cache keeps it. */
    EndpointReply isProblem(int status, String code) {
        assertEquals(status, this.status, body);
        assertEquals("application/problem+json", header("Content-Type"));
        assertEquals("no-store", header("Cache-Control"));
        JsonNode problem = json();
        assertEquals(Set.of("type", "title", "status", "code", "detail"), fieldsOf(problem));
        assertEquals("urn:postern:" + code, problem.get("type").textValue());
        assertEquals(code, problem.get("code").textValue());
        assertEquals(status, problem.get("status").intValue());
        assertEquals(
                true, problem.get("title").isTextual() && problem.get("detail").isTextual());
        return this;
    }

    /** Says that this is not Postern's, but the container's word on a path that nobody serves. */
    void isElsewhere() {
        assertEquals(true, status == 404 || status == 405 || status == 400, () -> status + " " + body);
        assertEquals(false, header("Content-Type").startsWith("application/"), body);
    }

    /** All that a client sees but the date, and what limits leave, which falls with each request. */
    String whole() {
        Map<String, List<String>> timeless = new TreeMap<>(headers);
        timeless.remove("date");
        timeless.remove("ratelimit");
        return status + " " + timeless + " " + body;
    }
}
