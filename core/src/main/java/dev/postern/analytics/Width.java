package dev.postern.analytics;

import java.time.Duration;

/** What a row's counts are of: a minute, an hour, a day of UTC. */
enum Width {
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    /** How old minutes become before they are merged into hours. */
    static final Duration MINUTES_KEPT = Duration.ofDays(2);

    /** How old hours become before they are merged into days. */
    static final Duration HOURS_KEPT = Duration.ofDays(400);

    private final long millis;

    Width(Duration time) {
        millis = time.toMillis();
    }

    /** As the column has it. */
    int seconds() {
        return (int) (millis / 1000);
    }

    long millis() {
        return millis;
    }

    /** When that which holds this time begins. */
    long floor(long time) {
        return Math.floorDiv(time, millis) * millis;
    }
}
