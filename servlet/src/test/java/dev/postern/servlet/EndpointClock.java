package dev.postern.servlet;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is advanced, and the ticker that goes with it. */
final class EndpointClock implements InstantSource {
    static final Instant START = Instant.parse("2026-04-13T11:28:44.267Z");

    private final AtomicLong elapsedNanos = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plusNanos(elapsedNanos.get());
    }

    Ticker ticker() {
        return elapsedNanos::get;
    }

    void advance(Duration duration) {
        elapsedNanos.addAndGet(duration.toNanos());
    }
}
