package dev.postern.servlet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.servlet.store.StoreClient.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Clients that send every answer and every pass to all nodes at once, and once more later, until they are told to leave. Failures of the store are told apart from what must not be. */
final class Visitors {
    /** Half a second more than the second that is promised, for a machine that is busy. */
    private static final Duration LONGEST_FAILURE = Duration.ofMillis(1_500);

    private static final int REMEMBERED = 200;

    private final List<StoreNode> nodes;
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger takenTwice = new AtomicInteger();
    private final AtomicLong longestFailure = new AtomicLong();
    private volatile boolean leaving;
    private volatile @Nullable Throwable broken;

    Visitors(List<StoreNode> nodes) {
        this.nodes = nodes;
    }

    /** What one of them does. */
    void visit() {
        List<String> taken = new ArrayList<>();
        try {
            while (!leaving) {
                String answer =
                        StoreClient.solved(nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())));
                List<String> passes = passes(answer);
                if (passes.isEmpty()) {
                    passes = passes(answer); // as a person does who is told to try again
                }
                if (passes.size() > 1) {
                    takenTwice.incrementAndGet();
                }
                for (String pass : passes) {
                    taken.add(answer);
                    redeem(pass);
                }
                replayOne(taken);
            }
        } catch (RuntimeException | AssertionError e) {
            broken = e;
        }
    }

    private List<String> passes(String answer) {
        return successes(StoreClient.verify(nodes, answer)).stream()
                .map(Reply::pass)
                .toList();
    }

    private void redeem(String pass) {
        int redeemed = successes(StoreClient.redeem(nodes, pass)).size()
                + successes(StoreClient.redeem(nodes, pass)).size();
        successes.addAndGet(redeemed);
        if (redeemed > 1) {
            takenTwice.incrementAndGet();
        }
    }

    /** One that was taken before. */
    private void replayOne(List<String> taken) {
        if (taken.isEmpty()) {
            return;
        }
        int any = ThreadLocalRandom.current().nextInt(taken.size());
        takenTwice.addAndGet(passes(taken.get(any)).size());
        if (taken.size() > REMEMBERED) {
            taken.remove(any);
        }
    }

    private List<Reply> successes(List<Reply> replies) {
        for (Reply reply : replies) {
            if (reply.status() == 503) {
                failures.incrementAndGet();
                longestFailure.accumulateAndGet(reply.took().toMillis(), Math::max);
                assertTrue(reply.response().headers().firstValue("Retry-After").isPresent(), reply::toString);
            } else {
                assertEquals(200, reply.status(), reply::toString);
            }
        }
        return replies.stream().filter(Reply::succeeded).toList();
    }

    void awaitSuccesses(int more) throws InterruptedException {
        await("successes", successes, more);
    }

    void awaitFailures(int more) throws InterruptedException {
        await("failures", failures, more);
    }

    private void await(String what, AtomicInteger count, int more) throws InterruptedException {
        int wanted = count.get() + more;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (count.get() < wanted) {
            if (broken != null) {
                throw new AssertionError("a visitor met what must not be", broken);
            }
            assertTrue(System.nanoTime() < end, "in a minute, no " + more + " more " + what + " than " + count);
            Thread.sleep(10); // the clock is another process's
        }
    }

    void leave() {
        leaving = true;
    }

    void requireNothingTwice() {
        assertEquals(0, takenTwice.get(), "what was taken twice");
        System.out.printf(
                "%d successes, %d failures, of which the longest took %d ms%n",
                successes.get(), failures.get(), longestFailure.get());
        assertTrue(longestFailure.get() < LONGEST_FAILURE.toMillis(), longestFailure + " ms");
    }
}
