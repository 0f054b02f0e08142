package dev.postern.servlet.flood;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.ChallengeRequest;
import dev.postern.Postern;
import dev.postern.servlet.store.StoreNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Challenges that nobody answers, and wrong answers from as many addresses, to a node with 256 MB. {@code -Dtest.flood.issued=10000000 -Dtest.flood.wrong=1000000} floods it with so many.
 */
@Tag("external")
@Tag("slow")
final class FloodTest {
    private static final int ISSUED = Integer.getInteger("test.flood.issued", 200_000);
    private static final int WRONG = Integer.getInteger("test.flood.wrong", 10_000);
    private static final Duration FAIR = Duration.ofMillis(Math.min(10_000, Math.max(500, WRONG / 40)));
    /** How many wrong answers take long enough to tell what share the others have. */
    private static final int LONG = 500_000;

    /** On a machine that does nothing else. */
    private static final double LEAST_SHARE = 0.8;

    private static final int VISITORS = 2;
    private static final int FLOODERS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger left = new AtomicInteger(WRONG);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void aPersonsChallenge_outlivesTheFlood_andSoDoesTheNode() throws Exception {
        try (StoreNode node = FloodedNode.start();
                Postern core = FloodedNode.core();
                KeptConnection before = new KeptConnection(node.port())) {
            String answer = before.solved();
            before.post("/issue?count=" + ISSUED, "");

            assertTrue(rate(node, VISITORS + FLOODERS) > 0, "nobody was served in the warm-up");
            double fair = rate(node, VISITORS + FLOODERS) * VISITORS / (VISITORS + FLOODERS);
            Future<?> flood = threads.submit(() -> flood(node, core));
            awaitHalf(flood);
            double flooded = rate(node, VISITORS);
            boolean throughout = !flood.isDone();
            flood.get();
            if (WRONG >= LONG) {
                assertTrue(throughout, "the flood was over before the visitors were");
                System.out.printf(
                        "%,d issued, %,d wrong answers: visitors have %.0f %% of their fair share of %.0f challenges a second%n",
                        ISSUED, WRONG, 100 * flooded / fair, fair);
                assertTrue(flooded >= LEAST_SHARE * fair, "visitors are left without their share");
            }

            try (KeptConnection after = new KeptConnection(node.port())) {
                assertTrue(JSON.readTree(after.post("/postern/verify", answer))
                        .get("success")
                        .booleanValue());
            }
            assertTrue(node.isAlive());
        } finally {
            threads.shutdownNow();
        }
    }

    /** How many challenges a second so many visitors solve. */
    private double rate(StoreNode node, int visitors) throws Exception {
        over.set(false);
        AtomicLong solved = new AtomicLong();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < visitors; i++) {
            running.add(threads.submit(() -> visit(node, solved)));
        }
        long start = System.nanoTime();
        Thread.sleep(FAIR.toMillis());
        double seconds = (System.nanoTime() - start) / 1e9;
        long done = solved.get();
        over.set(true);
        for (Future<?> each : running) {
            each.get();
        }
        return done / seconds;
    }

    private Void visit(StoreNode node, AtomicLong solved) throws IOException {
        try (KeptConnection connection = new KeptConnection(node.port())) {
            while (!over.get()) {
                assertTrue(connection.passes());
                solved.incrementAndGet();
            }
        }
        return null;
    }

    /** When half of the wrong answers have come, what they fill is as full as it gets. */
    private void awaitHalf(Future<?> flood) throws InterruptedException {
        while (left.get() > WRONG / 2 && !flood.isDone()) {
            Thread.sleep(10); // the flood goes on by the clock of another process
        }
    }

    private Void flood(StoreNode node, Postern core) throws Exception {
        List<Future<?>> flood = new ArrayList<>();
        for (int i = 0; i < FLOODERS; i++) {
            flood.add(threads.submit(() -> answerWrong(node, core)));
        }
        for (Future<?> each : flood) {
            each.get();
        }
        return null;
    }

    private Void answerWrong(StoreNode node, Postern core) throws IOException {
        ChallengeRequest wanted = ChallengeRequest.of(FloodedNode.SITE);
        try (KeptConnection connection = new KeptConnection(node.port())) {
            while (left.getAndDecrement() > 0) {
                String reply = connection.post(
                        "/postern/verify", "{\"token\":\"" + core.issue(wanted).token() + "\",\"answer\":0}");
                assertTrue(reply.contains("\"success\":false"), reply);
            }
        }
        return null;
    }
}
