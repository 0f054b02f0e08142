package dev.postern.token;

import java.time.Duration;
import java.util.Objects;

/**
 * What a right answer earned, to be kept until it is redeemed.
 *
 * @param key where to keep it
 * @param content opaque to the store; neither copied nor changed by anyone
 * @param lifetime how long to keep it from now on
 */
@SuppressWarnings("ArrayRecordComponent") // passes are never compared, and a copy would serve nobody
public record Pass(TokenKey key, byte[] content, Duration lifetime) {
    /** Refuses nulls. */
    public Pass {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(lifetime, "lifetime");
    }

    /** Names the site alone. */
    @Override
    public String toString() {
        return "Pass[site=" + key.site() + "]";
    }
}
