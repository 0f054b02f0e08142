package dev.postern.database;

import java.security.SecureRandom;

/** Ids of rows: random, so that they tell neither how many there are nor which come next; exact in every client's numbers. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long BELOW = 1L << 53;

    private Ids() {}

    /** Positive, below 2^53. That two are the same is left to the primary key to find. */
    public static long next() {
        return RANDOM.nextLong(1, BELOW);
    }
}
