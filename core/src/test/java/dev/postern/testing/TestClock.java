package dev.postern.testing;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is advanced, and the ticker that goes with it. */
public final class TestClock implements InstantSource {
    /** Where every clock starts. */
    public static final Instant START = Instant.parse("2026-04-13T11:28:44.267Z");

    private final AtomicLong elapsedNanos = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plusNanos(elapsedNanos.get());
    }

    /** The same time for Caffeine. */
    public Ticker ticker() {
        return elapsedNanos::get;
    }

    /** Lets this much time pass. */
    public void advance(Duration duration) {
        elapsedNanos.addAndGet(duration.toNanos());
    }

    /** Lets this many milliseconds pass. */
    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }
}
