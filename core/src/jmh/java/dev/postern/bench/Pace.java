package dev.postern.bench;

import java.time.Duration;

/**
 * Skips time, so that one lifetime passes while as many entries are made as shall be live: from then on each new one meets
 * one that expires, as in a server that has been running for long.
 */
final class Pace {
    private static final int ENTRIES_PER_STEP = 50;

    private final SkippingTicker ticker;
    private final Duration step;
    private int entries;

    Pace(SkippingTicker ticker, Duration lifetime, int live) {
        this.ticker = ticker;
        this.step = lifetime.multipliedBy(ENTRIES_PER_STEP).dividedBy(live);
    }

    /** Counts an entry. */
    void next() {
        if (++entries == ENTRIES_PER_STEP) {
            entries = 0;
            ticker.skip(step);
        }
    }
}
