package dev.postern.servlet;

import dev.postern.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret keys that stand in the configuration, held as hashes. Immutable. */
final class ConfiguredKeys {
    private static final Pattern KEY = Pattern.compile("[a-z0-9_]{0,16}[A-Za-z0-9_-]{32,128}");
    private static final int LONGEST = 256;

    private final Map<String, Site> sitesByHash;

    ConfiguredKeys() {
        this(Map.of());
    }

    private ConfiguredKeys(Map<String, Site> sitesByHash) {
        this.sitesByHash = sitesByHash;
    }

    ConfiguredKeys with(String key, Site site) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "an API key must be a prefix such as aic_sk_ and at least 32 of A-Z a-z 0-9 _ -");
        }
        Map<String, Site> more = new HashMap<>(sitesByHash);
        if (more.put(hash(key), site) != null) {
            throw new IllegalArgumentException("an API key must belong to one site alone");
        }
        return new ConfiguredKeys(Map.copyOf(more));
    }

    /** The site that this key belongs to. The time that takes depends on the key's hash, of which nothing can be learnt. */
    Optional<Site> siteOf(String key) {
        return key.length() > LONGEST ? Optional.empty() : Optional.ofNullable(sitesByHash.get(hash(key)));
    }

    private static String hash(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
