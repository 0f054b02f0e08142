package dev.postern.seal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers from the platform's deterministic random bit generator (NIST SP 800-90A), drawn in batches: one call for a
 * few bytes costs nearly as much as one for a thousand. For one thread at a time.
 */
public final class Drbg implements RandomGenerator {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final int BATCH = 4096;
    private static final int SMALL_BOUND = 1 << 12; // few draws of 16 bits are drawn again
    private static final int SHORT_RANGE = 1 << Short.SIZE;

    private final SecureRandom source;
    private final byte[] batch = new byte[BATCH];
    private int next = BATCH;

    /** A generator of its own seed. */
    public Drbg() {
        try {
            source = SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform since 9 has DRBG", e);
        }
    }

    @Override
    public long nextLong() {
        return (long) LONG.get(batch, draw(Long.BYTES));
    }

    /** Small bounds, which challenges are made of, take two bytes instead of eight. */
    @Override
    public int nextInt(int bound) {
        if (bound <= 0 || bound > SMALL_BOUND) {
            return RandomGenerator.super.nextInt(bound);
        }
        int product;
        do {
            product = bound * Short.toUnsignedInt((short) SHORT.get(batch, draw(Short.BYTES)));
        } while (product % SHORT_RANGE
                < SHORT_RANGE % bound); // Lemire, "Fast Random Integer Generation in an Interval" (2019)
        return product / SHORT_RANGE;
    }

    private int draw(int bytes) {
        if (next > BATCH - bytes) {
            source.nextBytes(batch);
            next = 0;
        }
        int at = next;
        next += bytes;
        return at;
    }
}
