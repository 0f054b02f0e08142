package dev.postern.account;

import dev.postern.seal.Pool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a secret key: enough for what has 190 random bits. What stands in for the key wherever it is looked for. */
public final class KeyHash {
    private static final Pool<MessageDigest> DIGESTS = new Pool<>(KeyHash::sha256);

    private final long a;
    private final long b;
    private final long c;
    private final long d;

    private KeyHash(byte[] hash) {
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        a = buffer.getLong();
        b = buffer.getLong();
        c = buffer.getLong();
        d = buffer.getLong();
    }

    /** The hash of this key. */
    public static KeyHash of(String secret) {
        byte[] text = secret.getBytes(StandardCharsets.ISO_8859_1);
        return new KeyHash(DIGESTS.with(digest -> digest.digest(text)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static KeyHash parse(String hex) {
        return new KeyHash(HexFormat.of().parseHex(hex));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyHash hash && a == hash.a && b == hash.b && c == hash.c && d == hash.d;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a); // as random as all of it
    }

    /** In hexadecimal digits, as it stands in the database. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
    }
}
