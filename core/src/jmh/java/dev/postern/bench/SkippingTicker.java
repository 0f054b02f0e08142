package dev.postern.bench;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The system's time, some of which a benchmark skips. */
final class SkippingTicker implements Ticker {
    private final AtomicLong skipped = new AtomicLong();

    @Override
    public long read() {
        return System.nanoTime() + skipped.get();
    }

    void skip(Duration time) {
        skipped.addAndGet(time.toNanos());
    }
}
