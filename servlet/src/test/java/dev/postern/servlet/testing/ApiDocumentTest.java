package dev.postern.servlet.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the OpenAPI document, and what is told of an exchange that the document does not describe. */
final class ApiDocumentTest {
    private static final String UUID = "019d860f-6bcb-8f55-a5b8-b6aa0bcf3d31";
    private static final String ISSUED =
            "{\"token\":\"" + UUID + "\",\"challenge\":{\"text\":\"K_5M@3\",\"digits\":[5,3],"
                    + "\"instruction\":\"Sum all digits\"},\"expiresIn\":320}";
    private static final String PROBLEM = "{\"type\":\"urn:postern:too-many-requests\",\"title\":\"Too many requests\","
            + "\"status\":429,\"code\":\"too-many-requests\",\"detail\":\"There were too many requests.\"}";
    private static final String USER =
            "{\"id\":1,\"email\":\"ada@shop.example\",\"createdAt\":\"2026-11-25T10:00:00.000Z\"}";

    @Test
    void everyExample_isAsItsSchemaSays() {
        List<String> examples = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        visit(ApiDocument.SERVED.document(), examples, wrong);

        assertEquals(List.of(), wrong);
        assertTrue(examples.size() > 60, () -> "only " + examples.size());
    }

    @Test
    void everyOperation_hasAnIdOfItsOwn_andEachBodyAnExample() {
        List<String> ids = new ArrayList<>();
        ApiDocument.SERVED.document().part("paths").orElseThrow().parts().values().stream()
                .flatMap(path -> path.parts().values().stream())
                .filter(part -> part.json().has("operationId"))
                .forEach(operation -> {
                    ids.add(operation.json().get("operationId").textValue());
                    operation.part("requestBody").ifPresent(ApiDocumentTest::hasExamples);
                    operation.part("responses").orElseThrow().parts().values().forEach(ApiDocumentTest::hasExamples);
                });

        assertEquals(ids.stream().distinct().toList(), ids);
    }

    @Test
    void whatIsDescribed_passes() {
        check("POST", "/challenge", "{}", 200, ISSUED.replace("\"challenge\"", "\"family\":\"digits\",\"challenge\""));
        check("POST", "/api/v2/challenges", "", 200, ISSUED);
        check("POST", "/api/v2/challenges", "{\"action\":\"signup\",\"locale\":null,\"more\":1}", 200, ISSUED);
        check("POST", "/challenge", "nonsense", 429, PROBLEM);
        check("GET", "/api/v1/auth/me", "", 200, USER);
        check("DELETE", "/api/v1/api-keys/7", "", 204, "");
        check("GET", "/siteverify", "", 200, "{\"success\":false,\"error-codes\":[\"bad-request\"]}");
        check("HEAD", "/api/v1/auth/me", "", 200, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/challenge/", "/api/v1/api-keys/7/more", "/api/v1/api-keys/"})
    void aPath(String path) {
        assertFalse(ApiDocument.SERVED.describes(path));
        isWrong("the path is not described", "POST", path, "{}", 200, ISSUED);
    }

    @Test
    void aMethod() {
        isWrong("the method is not described", "PUT", "/api/v2/challenges", "{}", 200, ISSUED);
        isWrong("the method is not described", "post", "/api/v2/challenges", "{}", 200, ISSUED);
    }

    @Test
    void aStatus() {
        isWrong("the status is not described", "POST", "/api/v2/challenges", "{}", 201, ISSUED);
        isWrong("the status is not described", "POST", "/api/v2/challenges", "{}", 418, PROBLEM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "expiresIn":320 | "expiresIn":"320"
            "expiresIn":320 | "expiresIn":320,"family":"digits"
            "expiresIn":320 | "expiresIn":0
            "expiresIn":320 | "more":320
            [5,3] | [5,3.5]
            [5,3] | [5,10]
            [5,3] | [5,3],"answer":8
            019d860f- | 019d860f
            """)
    void aReply(String right, String wrong) {
        isWrong("the reply is not as described", "POST", "/api/v2/challenges", "{}", 200, ISSUED.replace(right, wrong));
    }

    @ParameterizedTest
    @CsvSource({"too-many-requests,busy", "429,503", "There were too many requests.,''", "code,kode"})
    void aProblem(String right, String wrong) {
        isWrong("the reply is not as described", "POST", "/challenge", "{}", 429, PROBLEM.replace(right, wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-25T10:00:00Z", "2026-11-25T10:00:00.000+01:00", "2026-11-31T10:00:00.000Z", "now"})
    void aTime(String time) {
        String reply = USER.replace("2026-11-25T10:00:00.000Z", time);

        isWrong("the reply is not as described", "GET", "/api/v1/auth/me", "", 200, reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"action\":5}", "{\"action\":\"sign up\"}", "[]", "{} {}"})
    void aRequestThatWasNotRefused(String request) {
        assertThrows(AssertionError.class, () -> check("POST", "/api/v2/challenges", request, 200, ISSUED));
    }

    @Test
    void aHeader() {
        Map<String, List<String>> without = Map.of("content-type", List.of("application/problem+json"));
        Map<String, List<String>> nonsense =
                Map.of("content-type", List.of("application/problem+json"), "retry-after", List.of("soon"));

        isWrong("the header Retry-After is missing", exchange("POST", "/challenge", "{}", 429, without, PROBLEM));
        isWrong(
                "the header Retry-After is not as described",
                exchange("POST", "/challenge", "{}", 429, nonsense, PROBLEM));
    }

    @Test
    void aContentType() {
        Map<String, List<String>> html = Map.of("content-type", List.of("text/html"));

        isWrong(
                "the content type text/html is not described",
                exchange("POST", "/api/v2/challenges", "{}", 200, html, ISSUED));
        isWrong("no content is described", "DELETE", "/api/v1/api-keys/7", "", 204, "{}");
    }

    @Test
    void aParameter() {
        String timeSeries = "/api/v1/analytics/timeseries";
        String reply =
                "{\"from\":\"2026-11-24T10:00:00.000Z\",\"to\":\"2026-11-25T10:00:00.000Z\",\"interval\":\"day\","
                        + "\"timeZone\":\"UTC\",\"points\":[]}";

        ApiDocument.SERVED.check(withQuery(timeSeries, "interval=day&keyId=7", reply));
        isWrong("the parameter interval", withQuery(timeSeries, "interval=week", reply));
        isWrong("the parameter keyId", withQuery(timeSeries, "keyId=all", reply));
    }

    private static void visit(DocumentPart part, List<String> examples, List<String> wrong) {
        part.part("schema").ifPresent(schema -> {
            part.part("example").ifPresent(example -> judge(schema, example, examples, wrong));
            part.part("examples").map(DocumentPart::parts).orElse(Map.of()).values().stream()
                    .flatMap(example -> example.part("value").stream())
                    .forEach(example -> judge(schema, example, examples, wrong));
        });
        if (part.json().path("examples").isArray()) {
            part.part("examples").orElseThrow().elements().forEach(example -> judge(part, example, examples, wrong));
        }
        for (String name : (Iterable<String>) () -> part.json().fieldNames()) {
            boolean data = name.startsWith("example") || part.json().get(name).has("$ref");
            if (!data) {
                visit(part.part(name).orElseThrow(), examples, wrong);
            }
        }
        if (part.json().isArray()) {
            part.elements().stream()
                    .filter(element -> element.json().isObject())
                    .forEach(element -> visit(element, examples, wrong));
        }
    }

    private static void judge(DocumentPart schema, DocumentPart example, List<String> examples, List<String> wrong) {
        examples.add(example.toString());
        schema.errors(example.json()).forEach(error -> wrong.add(example + ": " + error));
    }

    private static void hasExamples(DocumentPart described) {
        described
                .part("content")
                .map(DocumentPart::parts)
                .orElse(Map.of())
                .forEach((type, media) -> assertTrue(
                        !type.endsWith("json")
                                || media.json().has("example")
                                || media.json().has("examples"),
                        media::toString));
    }

    private static void check(String method, String path, String request, int status, String reply) {
        ApiDocument.SERVED.check(exchange(method, path, request, status, headers(status, reply), reply));
    }

    private static void isWrong(String what, String method, String path, String request, int status, String reply) {
        isWrong(what, exchange(method, path, request, status, headers(status, reply), reply));
    }

    private static void isWrong(String what, Exchange exchange) {
        AssertionError error = assertThrows(AssertionError.class, () -> ApiDocument.SERVED.check(exchange));
        String told = String.valueOf(error.getMessage());

        assertTrue(told.contains(what), told);
    }

    private static Map<String, List<String>> headers(int status, String reply) {
        if (reply.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "content-type", List.of(status < 400 ? "application/json" : "application/problem+json"),
                "retry-after", List.of("5"),
                "allow", List.of("POST"));
    }

    private static Exchange withQuery(String path, String query, String reply) {
        return new Exchange("GET", path, query, Optional.empty(), "", 200, headers(200, reply), reply);
    }

    private static Exchange exchange(
            String method, String path, String request, int status, Map<String, List<String>> headers, String reply) {
        return new Exchange(method, path, "", Optional.of("application/json"), request, status, headers, reply);
    }
}
