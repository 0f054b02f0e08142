package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Hashing passwords is dear, and everyone may ask for it: it must not take what others need. */
final class LoginFloodTest {
    private static final int CLIENTS = 120;

    @Test
    void aFloodOfLogins_isRefusedBeyondAQueue_andLeavesTheGateToOthers() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (ServiceServer server = ServiceServer.start()) {
            CountDownLatch start = new CountDownLatch(1);
            CountDownLatch first = new CountDownLatch(1);
            List<Future<EndpointReply>> logins = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String nobody = ServiceServer.credentials("nobody" + i + "@example.com", "any password");
                logins.add(clients.submit(() -> {
                    start.await();
                    EndpointReply reply = server.send("POST", "/api/v1/auth/login", nobody);
                    first.countDown();
                    return reply;
                }));
            }
            start.countDown();
            first.await();
            int served = 0;
            while (logins.stream().anyMatch(login -> !login.isDone())) {
                assertEquals(
                        200,
                        server.send("POST", "/api/v2/challenges", "", "X-API-Key", EndpointServer.KEY)
                                .status());
                served++;
            }
            int refused = 0;
            for (Future<EndpointReply> login : logins) {
                EndpointReply reply = login.get();
                if (reply.status() == 503) {
                    reply.isProblem(503, "busy");
                    assertEquals("2", reply.header("Retry-After"));
                    refused++;
                } else {
                    reply.isProblem(401, "invalid-credentials");
                }
            }
            assertTrue(refused > 0 && refused < CLIENTS, "refused: " + refused);
            assertTrue(served > 0, "a challenge was served while passwords were hashed");
            long hashing = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("postern-passwords"))
                    .count();
            assertTrue(hashing <= Math.max(1, Runtime.getRuntime().availableProcessors() / 2), "threads: " + hashing);
        } finally {
            clients.shutdownNow();
        }
    }
}
