package dev.postern.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bare building blocks of one challenge's life: four HMAC-SHA-256 of 32 bytes, a random UUID, and in a bare cache
 * {@code putIfAbsent} of an id, {@code put} and {@code remove} of a pass. For one thread.
 */
final class Yardstick {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;

    private final Misses misses = new Misses();
    private final Blocks blocks;
    private final Mac mac;
    private final ByteBuffer message = ByteBuffer.allocate(LENGTH);

    Yardstick(Blocks blocks) {
        this.blocks = blocks;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(new byte[LENGTH], ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        message.putLong(0, blocks.randomUuid().getMostSignificantBits()); // no two threads spend the same ids
    }

    void run() throws GeneralSecurityException {
        for (int i = 0; i < 4; i++) {
            mac.update(message.array(), 0, LENGTH);
            mac.doFinal(message.array(), 0);
        }
        misses.expect(blocks.spendAndRedeem(message, blocks.randomUuid()));
    }
}
