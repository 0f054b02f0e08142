package dev.postern.servlet.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is advanced. */
public final class HandClock implements InstantSource {
    private static final Instant START = Instant.parse("2026-04-13T11:28:44.267Z");

    private final AtomicLong elapsedMillis = new AtomicLong();

    /** Starts where they all start. */
    public HandClock() {}

    @Override
    public Instant instant() {
        return START.plusMillis(elapsedMillis.get());
    }

    /** Lets this much time pass. */
    public void advance(Duration duration) {
        elapsedMillis.addAndGet(duration.toMillis());
    }
}
