package dev.postern.servlet.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.demo.DemoProcess.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged is on the disk: the process is killed while people register and make keys, again and again. */
@Tag("external")
final class KilledTest {
    private static final int KILLS = 5;
    private static final int CLIENTS = 4;
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path directory = Path.of("");

    /** As many as the demo lets one client address log in to within a minute. */
    private final Queue<String> accounts = new ConcurrentLinkedQueue<>();

    private final Queue<Made> keys = new ConcurrentLinkedQueue<>();

    @Test
    void aKill_losesNoAccountAndNoKeyThatWasAcknowledged() throws Exception {
        int before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int enough = before + ThreadLocalRandom.current().nextInt(8, 20);
            try (DemoProcess demo = start()) {
                List<Thread> clients = clients(demo, kill);
                while (keys.size() < enough && clients.stream().anyMatch(Thread::isAlive)) {
                    Thread.onSpinWait();
                }
                demo.kill();
                for (Thread client : clients) {
                    client.join();
                }
            }
            assertTrue(keys.size() >= enough, "the clients were at it when the process was killed");
            before = keys.size();
        }
        try (DemoProcess demo = start()) {
            for (Made made : keys) {
                assertEquals(
                        200,
                        demo.send("POST", "/api/v2/challenges", "{}", "X-API-Key", made.key)
                                .status(),
                        made.email);
            }
            for (String email : accounts) {
                assertEquals(
                        200,
                        demo.send("POST", "/api/v1/auth/login", credentials(email))
                                .status(),
                        email);
            }
        }
    }

    private DemoProcess start() throws IOException {
        return DemoProcess.start(
                Map.of("demo.database", directory.resolve("postern").toString()));
    }

    private List<Thread> clients(DemoProcess demo, int round) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = round + "-" + i;
            Thread client = new Thread(() -> makeUntilKilled(demo, name));
            client.start();
            clients.add(client);
        }
        return clients;
    }

    private void makeUntilKilled(DemoProcess demo, String name) {
        try {
            String email = name + "@example.com";
            Reply registered = demo.send("POST", "/api/v1/auth/register", credentials(email));
            if (registered.status() != 201) {
                return;
            }
            accounts.add(email);
            String token = registered.json().get("token").textValue();
            while (true) {
                Reply key =
                        demo.send("POST", "/api/v1/api-keys", "{\"name\":\"n\"}", "Authorization", "Bearer " + token);
                if (key.status() != 201) {
                    return;
                }
                keys.add(new Made(email, key.json().get("key").textValue()));
            }
        } catch (IOException e) {
            // killed
        }
    }

    private static String credentials(String email) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
    }

    private record Made(String email, String key) {}
}
