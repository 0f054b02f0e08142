package dev.postern.servlet.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.servlet.testing.Forms;
import dev.postern.servlet.testing.Html;
import dev.postern.servlet.testing.PhraseTable;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody with a browser that keeps cookies, on pages of the application's own. */
final class Person {
    static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String origin;
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    Person(String origin) {
        this.origin = origin;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    JsonNode json(String path, String... headers) throws IOException, InterruptedException {
        return MAPPER.readTree(get(path, headers).body());
    }

    /** Posts; headers are names and values in turn. */
    HttpResponse<String> post(String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Posts a form as a page does. */
    HttpResponse<String> submit(String path, String form) throws IOException, InterruptedException {
        return post(path, Forms.URLENCODED, form, "Accept", "text/html,*/*;q=0.8");
    }

    /** The CSRF token that the form at this path has. */
    String csrf(String path) throws IOException, InterruptedException {
        return Html.parse(get(path).body()).tags("input").stream()
                .filter(input -> input.attribute("name").equals("_csrf"))
                .findFirst()
                .orElseThrow()
                .attribute("value");
    }

    /** A pass for this action. */
    String pass(String action) throws IOException, InterruptedException {
        JsonNode issued = call("/postern/challenge", "{\"action\":\"" + action + "\"}");
        String answer = "{\"token\":\"%s\",\"answer\":%d,\"action\":\"%s\"}"
                .formatted(issued.get("token").textValue(), PhraseTable.answer(issued.get("challenge")), action);
        return call("/postern/verify", answer).get("verificationToken").textValue();
    }

    /** A JSON call with these headers, which has to succeed. */
    JsonNode call(String path, String json, String... headers) throws IOException, InterruptedException {
        HttpResponse<String> reply = post(path, JSON, json, headers);
        if (reply.statusCode() / 100 != 2) {
            throw new AssertionError(path + ": " + reply.statusCode() + " " + reply.body());
        }
        return MAPPER.readTree(reply.body());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.header("Sec-Fetch-Site", "same-origin").timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return browser.send(request, BodyHandlers.ofString());
    }
}
