package dev.postern.servlet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.servlet.testing.PhraseTable;
import dev.postern.token.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three processes on one Redis. {@code -Dtest.tokens=100000} replays so many tokens. */
@Tag("external")
@Tag("slow")
final class SharedStoreTest {
    private static final int TOKENS = Integer.getInteger("test.tokens", 1_000);
    private static final int CLIENTS = 8;
    private static final String KEY = "aic_sk_0123456789abcdefghijABCDEFGHIJ";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void eachAnswerAndEachPass_isTakenByOneNodeAlone_whenAllGetItAtOnce() throws Exception {
        try (RedisServer redis = new RedisServer();
                StoreNode one = StoreNode.start(settings(redis));
                StoreNode two = StoreNode.start(settings(redis));
                StoreNode three = StoreNode.start(settings(redis))) {
            List<StoreNode> nodes = List.of(one, two, three);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Future<?>> done = new ArrayList<>();
                for (int i = 0; i < TOKENS; i++) {
                    StoreNode issuer = nodes.get(i % nodes.size());
                    done.add(clients.submit(() -> {
                        replay(issuer, nodes);
                        return null;
                    }));
                }
                for (Future<?> each : done) {
                    each.get();
                }
            } finally {
                clients.shutdownNow();
            }
        }
    }

    private static void replay(StoreNode issuer, List<StoreNode> nodes) throws Exception {
        JsonNode challenge = send(issuer.at("/postern/challenge"), "{}").get().json();
        String answer = "{\"token\":" + challenge.get("token") + ",\"answer\":"
                + PhraseTable.answer(challenge.get("challenge")) + "}";
        List<String> passes = new ArrayList<>();
        for (Reply reply : all(nodes, "/postern/verify", answer)) {
            if (reply.json().get("success").booleanValue()) {
                passes.add(reply.json().get("verificationToken").toString());
            } else {
                assertTrue(reply.body().contains("already-used"), reply::body);
            }
        }
        assertEquals(1, passes.size(), passes::toString);
        int redeemed = 0;
        for (Reply reply :
                all(nodes, "/postern/siteverify", "{\"secret\":\"" + KEY + "\",\"response\":" + passes.get(0) + "}")) {
            redeemed += reply.json().get("success").booleanValue() ? 1 : 0;
        }
        assertEquals(1, redeemed);
    }

    private static List<Reply> all(List<StoreNode> nodes, String path, String json) throws Exception {
        List<CompletableFuture<Reply>> sent = new ArrayList<>();
        for (StoreNode node : nodes) {
            sent.add(send(node.at(path), json));
        }
        List<Reply> replies = new ArrayList<>();
        for (CompletableFuture<Reply> each : sent) {
            replies.add(each.get());
        }
        return replies;
    }

    private static CompletableFuture<Reply> send(URI uri, String json) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString()).thenApply(Reply::of);
    }

    private static Map<String, String> settings(RedisServer redis) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("token-store", redis.uri().toString());
        settings.put("secret", "7f".repeat(32));
        settings.put("audience", "any");
        settings.put("minimum-score", "0");
        settings.put("api-key", KEY);
        settings.put("limit.issue", "1000000/s");
        settings.put("limit.verify", "1000000/s");
        return settings;
    }

    private record Reply(int status, String body) {
        static Reply of(HttpResponse<String> response) {
            assertEquals(200, response.statusCode(), response::body);
            return new Reply(response.statusCode(), response.body());
        }

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }
}
