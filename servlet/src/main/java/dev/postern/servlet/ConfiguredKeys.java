package dev.postern.servlet;

import dev.postern.Site;
import dev.postern.account.KeyHash;
import dev.postern.limit.Rate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret keys that stand in the configuration, held as hashes. Immutable. */
final class ConfiguredKeys {
    private static final Pattern KEY = Pattern.compile("[a-z0-9_]{0,16}[A-Za-z0-9_-]{32,128}");

    private final Map<KeyHash, ConfiguredKey> keysByHash;

    ConfiguredKeys() {
        this(Map.of());
    }

    private ConfiguredKeys(Map<KeyHash, ConfiguredKey> keysByHash) {
        this.keysByHash = keysByHash;
    }

    ConfiguredKeys with(String key, Site site, Optional<Rate> rate) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "an API key must be a prefix such as aic_sk_ and at least 32 of A-Z a-z 0-9 _ -");
        }
        Map<KeyHash, ConfiguredKey> more = new HashMap<>(keysByHash);
        KeyHash hash = KeyHash.of(key);
        if (more.put(hash, new ConfiguredKey(hash, site, rate)) != null) {
            throw new IllegalArgumentException("an API key must belong to one site alone");
        }
        return new ConfiguredKeys(Map.copyOf(more));
    }

    /** The key with this hash. The time that takes depends on the hash, of which nothing can be learnt. */
    Optional<ConfiguredKey> find(KeyHash key) {
        return Optional.ofNullable(keysByHash.get(key));
    }
}
