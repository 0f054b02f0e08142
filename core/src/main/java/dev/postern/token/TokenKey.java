package dev.postern.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.UUID;

/**
 * What a store finds an entry by: a site and a token of it. Another site's key for the same token is another key.
 *
 * <p>A store in this process's memory may use the key as it is. A store outside of it uses {@link #digest}, so that whoever reads
 * that store holds no pass.
 */
public final class TokenKey {
    /** Clients choose some bits of keys, and must not be able to choose many with one hash. */
    private static final long HIGH_SALT = new SecureRandom().nextLong() | 1;

    private static final long LOW_SALT = new SecureRandom().nextLong() | 1;

    private final String site;
    private final long high;
    private final long low;

    /** The key of this token of this site. */
    public TokenKey(String site, UUID token) {
        this.site = Objects.requireNonNull(site, "site");
        high = token.getMostSignificantBits(); // and not the UUID: a store in memory holds millions of keys
        low = token.getLeastSignificantBits();
    }

    /** The site's id; a store may keep a share of its room for each site. */
    public String site() {
        return site;
    }

    /** The SHA-256 of the token and the site, 32 bytes, from which the token can't be told. */
    public byte[] digest() {
        byte[] id = site.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(2 * Long.BYTES + id.length)
                .putLong(high)
                .putLong(low)
                .put(id);
        try {
            return MessageDigest.getInstance("SHA-256").digest(message.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenKey key && high == key.high && low == key.low && site.equals(key.site);
    }

    @Override
    public int hashCode() {
        return (int) ((HIGH_SALT * high + LOW_SALT * low) >>> Integer.SIZE) ^ site.hashCode();
    }

    /** Names the site alone. */
    @Override
    public String toString() {
        return "TokenKey[site=" + site + "]";
    }
}
