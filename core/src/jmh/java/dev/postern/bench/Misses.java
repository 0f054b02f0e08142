package dev.postern.bench;

/**
 * Counts passes that had gone before they were redeemed. In rare cases one has: a thread may be kept waiting while the other one's
 * pace skips a whole lifetime. For one thread.
 */
final class Misses {
    private static final int MOST = 10;

    private int count;

    void expect(boolean there) {
        if (!there && ++count > MOST) {
            throw new IllegalStateException("a fresh pass is good for one redemption");
        }
    }
}
