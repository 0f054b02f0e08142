package dev.postern.token;

import java.util.Objects;

/**
 * What a store finds an entry by: the site, and 128 bits that stand for the token without telling it, so that whoever reads
 * a store can't redeem what is in it.
 *
 * @param site the site's id; a store may keep a share of its room for each site
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record TokenKey(String site, long high, long low) {
    /** Refuses a null site. */
    public TokenKey {
        Objects.requireNonNull(site, "site");
    }

    /** Mixes all three parts; the bits are as good as random already. */
    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low) + 31 * site.hashCode();
    }

    /** Names the site alone: the key of a challenge is its token. */
    @Override
    public String toString() {
        return "TokenKey[site=" + site + "]";
    }
}
