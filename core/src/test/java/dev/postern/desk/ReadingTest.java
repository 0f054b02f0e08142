package dev.postern.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.postern.solver.ImageTask;
import dev.postern.solver.Solver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How a reading ends that is stopped. */
class ReadingTest {
    private static final List<ImageTask> IMAGES = List.of(Submissions.IMAGE);

    @Test
    void oneWhoseTimeIsOverBeforeItBegins_isUnavailable_andReadsNothing() {
        Reading reading = new Reading(image -> "read", IMAGES);
        reading.timeOut();
        assertEquals(Outcome.UNAVAILABLE, reading.read());
    }

    @Test
    void oneWhoseTimeIsOverWhileItReads_isUnsolvable() throws Exception {
        assertEquals(Outcome.UNSOLVABLE, stopped(Reading::timeOut));
    }

    @Test
    void oneThatIsStoppedWhileItReads_isUnavailable() throws Exception {
        assertEquals(Outcome.UNAVAILABLE, stopped(Reading::stop));
    }

    @Test
    void whatWasReadByThen_counts_andTheThreadIsNotInterruptedAnyMore() {
        Reading[] itself = new Reading[1];
        Solver late = image -> {
            itself[0].timeOut();
            return "read";
        };
        itself[0] = new Reading(late, IMAGES);
        assertEquals(Outcome.ready(List.of("read")), itself[0].read());
        assertFalse(Thread.interrupted());
    }

    private static Outcome stopped(Consumer<Reading> stop) throws Exception {
        Blocker blocker = new Blocker();
        Reading reading = new Reading(blocker, IMAGES);
        CompletableFuture<Outcome> end = CompletableFuture.supplyAsync(reading::read);
        blocker.awaitReaders(1);
        stop.accept(reading);
        return end.get(30, TimeUnit.SECONDS);
    }
}
