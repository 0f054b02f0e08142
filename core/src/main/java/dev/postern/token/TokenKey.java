package dev.postern.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.UUID;

/**
 * What a store finds an entry by: a site and a token of it. Another site's key for the same token is another key.
 *
 * <p>A store in this process's memory may use the key as it is. A store outside of it uses {@link #digest}, so that whoever reads
 * that store holds no pass.
 */
public final class TokenKey {
    private final String site;
    private final UUID token;

    /** The key of this token of this site. */
    public TokenKey(String site, UUID token) {
        this.site = Objects.requireNonNull(site, "site");
        this.token = Objects.requireNonNull(token, "token");
    }

    /** The site's id; a store may keep a share of its room for each site. */
    public String site() {
        return site;
    }

    /** The SHA-256 of the token and the site, 32 bytes, from which the token can't be told. */
    public byte[] digest() {
        byte[] id = site.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(2 * Long.BYTES + id.length)
                .putLong(token.getMostSignificantBits())
                .putLong(token.getLeastSignificantBits())
                .put(id);
        try {
            return MessageDigest.getInstance("SHA-256").digest(message.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenKey key && token.equals(key.token) && site.equals(key.site);
    }

    @Override
    public int hashCode() {
        return token.hashCode() + 31 * site.hashCode();
    }

    /** Names the site alone. */
    @Override
    public String toString() {
        return "TokenKey[site=" + site + "]";
    }
}
