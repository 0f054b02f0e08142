package dev.postern.servlet.flood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.store.StoreNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A node that works at 70 % of what it can for as many minutes as {@code -Dtest.soak=10} says; without that it is not run. */
@Tag("external")
@Tag("slow")
@EnabledIfSystemProperty(named = "test.soak", matches = "[1-9]\\d*")
final class SoakTest {
    private static final int VISITORS = 4;
    private static final double LOAD = 0.7;
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final int WARM_UP_SECONDS = 30;
    private static final int SAMPLE_SECONDS = 15;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong passed = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(VISITORS);

    @Test
    void heapAfterCollections_threads_andDescriptors_areFlat() throws Exception {
        int minutes = Integer.getInteger("test.soak", 1);
        try (StoreNode node = FloodedNode.start(LIFETIME);
                KeptConnection watch = new KeptConnection(node.port())) {
            visited(node, 0, WARM_UP_SECONDS, new ArrayList<>(), watch);
            double most = visited(node, 0, WARM_UP_SECONDS, new ArrayList<>(), watch);
            double paced = LOAD * most;
            visited(
                    node,
                    paced,
                    2 * (int) LIFETIME.toSeconds(),
                    new ArrayList<>(),
                    watch); // until as much expires as comes
            List<Sample> samples = new ArrayList<>();
            double rate = visited(node, paced, 60 * minutes, samples, watch);
            System.out.printf("%.0f passes a second, %.0f %% of %.0f; %s%n", rate, 100 * rate / most, most, samples);

            List<Sample> early = samples.subList(0, samples.size() / 2);
            List<Sample> late = samples.subList(samples.size() / 2, samples.size());
            double heap = mean(early, Sample::heap);
            assertEquals(heap, mean(late, Sample::heap), 0.05 * heap + 1_000_000);
            assertEquals(mean(early, Sample::threads), mean(late, Sample::threads), 2);
            assertEquals(mean(early, Sample::descriptors), mean(late, Sample::descriptors), 4);
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    /** How many challenges a second are solved, in so many seconds; at most so many, unless that is 0. */
    private double visited(StoreNode node, double most, int seconds, List<Sample> samples, KeptConnection watch)
            throws Exception {
        over.set(false);
        long before = passed.get();
        long start = System.nanoTime();
        List<Future<?>> visitors = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            visitors.add(threads.submit(() -> visit(node, most == 0 ? 0 : (long) (1e9 * VISITORS / most))));
        }
        for (int i = 0; i < seconds / SAMPLE_SECONDS; i++) {
            Thread.sleep(Duration.ofSeconds(SAMPLE_SECONDS).toMillis());
            samples.add(new Sample(Long.parseLong(watch.post("/heap", "")), node.threads(), node.descriptors()));
        }
        over.set(true);
        for (Future<?> visitor : visitors) {
            visitor.get();
        }
        return (passed.get() - before) * 1e9 / (System.nanoTime() - start);
    }

    private Void visit(StoreNode node, long everyNanos) throws IOException {
        try (KeptConnection connection = new KeptConnection(node.port())) {
            for (long next = System.nanoTime(); !over.get(); next += everyNanos) {
                assertTrue(connection.passes());
                passed.incrementAndGet();
                LockSupport.parkNanos(next + everyNanos - System.nanoTime());
            }
        }
        return null;
    }

    private static double mean(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).average().orElseThrow();
    }

    private record Sample(long heap, long threads, long descriptors) {}
}
