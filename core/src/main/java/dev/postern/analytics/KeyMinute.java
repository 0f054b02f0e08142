package dev.postern.analytics;

/**
 * A minute of an API key's.
 *
 * @param startAt when it begins, in Unix milliseconds
 */
record KeyMinute(long keyId, long startAt) {
    static final long MILLIS = 60_000;

    /** The one that holds this time. */
    static KeyMinute of(long keyId, long millis) {
        return new KeyMinute(keyId, Math.floorDiv(millis, MILLIS) * MILLIS);
    }
}
