package dev.postern.desk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.solver.ImageTask;
import dev.postern.solver.Solver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads nothing until it is freed. */
final class Blocker implements Solver {
    private final CountDownLatch free = new CountDownLatch(1);
    private final Semaphore readers = new Semaphore(0);

    @Override
    public String solve(ImageTask task) throws InterruptedException {
        readers.release();
        free.await();
        return "read";
    }

    void free() {
        free.countDown();
    }

    /** Waits until so many more have begun to read. */
    void awaitReaders(int count) throws InterruptedException {
        assertTrue(readers.tryAcquire(count, 30, TimeUnit.SECONDS));
    }
}
