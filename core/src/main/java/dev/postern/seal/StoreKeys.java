package dev.postern.seal;

import dev.postern.token.TokenKey;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Keys of what a store holds. A challenge's key is the token itself, which is worth nothing once it is spent; a pass's key is
 * the first half of its SHA-256, so that whoever reads the store holds no pass. Thread-safe.
 */
public final class StoreKeys {
    private final Pool<Hasher> hashers = new Pool<>(Hasher::new);

    /** The key that a challenge is spent under. */
    public static TokenKey ofChallenge(String site, UUID token) {
        return new TokenKey(site, token.getMostSignificantBits(), token.getLeastSignificantBits());
    }

    /** The key that a pass is kept under. */
    public TokenKey ofPass(String site, UUID token) {
        return hashers.with(hasher -> hasher.hash(site, token));
    }

    private static final class Hasher {
        private final MessageDigest digest;
        private final ByteBuffer buffer = ByteBuffer.allocate(32);

        Hasher() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        TokenKey hash(String site, UUID token) {
            buffer.putLong(0, token.getMostSignificantBits()).putLong(8, token.getLeastSignificantBits());
            digest.update(buffer.array(), 0, 16);
            try {
                digest.digest(buffer.array(), 0, buffer.capacity());
            } catch (DigestException e) {
                throw new IllegalStateException("a SHA-256 has 32 bytes", e);
            }
            return new TokenKey(site, buffer.getLong(0), buffer.getLong(8));
        }
    }
}
