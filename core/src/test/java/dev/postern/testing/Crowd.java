package dev.postern.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Threads that do the same thing at once, round after round. */
public final class Crowd implements AutoCloseable {
    private final Phaser phaser;
    private final List<Thread> threads = new ArrayList<>();
    private volatile Round<?> round = new Round<>(i -> i, 0);
    private volatile boolean closed;

    /** A crowd of this many threads, which wait for work. */
    public Crowd(int size) {
        phaser = new Phaser(size + 1);
        for (int i = 0; i < size; i++) {
            int index = i;
            Thread thread = new Thread(() -> work(index), "crowd-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Lets every thread do this work at once, waits for all of them, and returns what each returned, in their order. */
    public <T> List<T> all(IntFunction<T> work) {
        Round<T> current = new Round<>(work, threads.size());
        round = current;
        phaser.arriveAndAwaitAdvance();
        phaser.arriveAndAwaitAdvance();
        return current.results();
    }

    private void work(int index) {
        while (true) {
            phaser.arriveAndAwaitAdvance();
            if (closed) {
                return;
            }
            round.run(index);
            phaser.arriveAndAwaitAdvance();
        }
    }

    @Override
    public void close() {
        closed = true;
        phaser.arriveAndAwaitAdvance();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Round<T> {
        private final IntFunction<T> work;
        private final AtomicReferenceArray<T> results;
        private volatile @Nullable Throwable failure;

        Round(IntFunction<T> work, int size) {
            this.work = work;
            this.results = new AtomicReferenceArray<>(size);
        }

        void run(int index) {
            try {
                results.set(index, work.apply(index));
            } catch (Throwable e) {
                failure = e;
            }
        }

        List<T> results() {
            Throwable cause = failure;
            if (cause != null) {
                throw new AssertionError("a thread of the crowd failed", cause);
            }
            List<T> all = new ArrayList<>();
            for (int i = 0; i < results.length(); i++) {
                all.add(results.get(i));
            }
            return all;
        }
    }
}
