package dev.postern.servlet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.servlet.testing.PhraseTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A client that sends one thing to several nodes at once, as whoever replays does. */
final class StoreClient {
    static final String KEY = "aic_sk_0123456789abcdefghijABCDEFGHIJ";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private StoreClient() {}

    /** The settings of a node that clients may ask as often as they like. */
    static Map<String, String> settings(String tokenStore) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("token-store", tokenStore);
        settings.put("secret", HexFormat.of().formatHex(secret()));
        settings.put("audience", "any");
        settings.put("minimum-score", "0");
        settings.put("api-key", KEY);
        settings.put("limit.issue", "1000000/s");
        settings.put("limit.verify", "1000000/s");
        return settings;
    }

    /** What all nodes seal with. */
    static byte[] secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 0x7f);
        return secret;
    }

    /** A challenge of this node's, and its right answer, as the body that says both. */
    static String solved(StoreNode node) {
        JsonNode challenge = send(node, "/postern/challenge", "{}").join().json();
        return "{\"token\":" + challenge.get("token") + ",\"answer\":" + PhraseTable.answer(challenge.get("challenge"))
                + "}";
    }

    /** What each of these nodes says to an answer. */
    static List<Reply> verify(List<StoreNode> nodes, String answer) {
        return all(nodes, "/postern/verify", answer);
    }

    /** What each of these nodes says to a pass, which is JSON. */
    static List<Reply> redeem(List<StoreNode> nodes, String pass) {
        return all(nodes, "/postern/siteverify", "{\"secret\":\"" + KEY + "\",\"response\":" + pass + "}");
    }

    private static List<Reply> all(List<StoreNode> nodes, String path, String json) {
        List<CompletableFuture<Reply>> sent =
                nodes.stream().map(node -> send(node, path, json)).toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    /** Whether this node issues a challenge. */
    static boolean isIssued(StoreNode node) {
        return send(node, "/postern/challenge", "{}").join().status() == 200;
    }

    private static CompletableFuture<Reply> send(StoreNode node, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(node.at(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        long start = System.nanoTime();
        return CLIENT.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> new Reply(response, Duration.ofNanos(System.nanoTime() - start)));
    }

    /** What came back, and after what time. */
    record Reply(HttpResponse<String> response, Duration took) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean succeeded() {
            return status() == 200 && json().get("success").booleanValue();
        }

        String pass() {
            return json().get("verificationToken").toString();
        }
    }
}
