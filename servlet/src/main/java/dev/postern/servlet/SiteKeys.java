package dev.postern.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.Metrics;
import dev.postern.Site;
import dev.postern.account.ApiKeys;
import dev.postern.account.KeyHash;
import dev.postern.account.KeyInUse;
import dev.postern.account.Scope;
import dev.postern.limit.ClientAddress;
import dev.postern.limit.Limiter;
import dev.postern.limit.Quota;
import dev.postern.limit.Rate;
import dev.postern.servlet.KeyOfSite.Owned;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.RateLimitFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the site that a key stands for: a secret one in the configuration first, then in the database. Thread-safe. */
final class SiteKeys {
    private static final int LONGEST = 256;
    private static final Rate UNKNOWN_KEYS = new Rate(60, Duration.ofMinutes(1));

    private final Gate gate;
    private final @Nullable Service service;
    private final Limiter<ClientAddress> unknownSecrets = new Limiter<>(UNKNOWN_KEYS);
    private final Limiter<ClientAddress> unknownSitekeys = new Limiter<>(UNKNOWN_KEYS);

    /** Passes that were redeemed with an idempotency key and are counted; for as long as any pass lives that an owner can set. */
    private final Cache<UUID, Boolean> redeemed = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .executor(Runnable::run)
            .build();

    SiteKeys(Gate gate) {
        this.gate = gate;
        this.service = gate.service().orElse(null);
    }

    /** What pages of the same origin go by, without a key. */
    SiteKey own() {
        return ofConfiguration(gate.site());
    }

    private SiteKey ofConfiguration(Site site) {
        return new KeyOfSite(gate.postern(), site, Optional.empty());
    }

    /** The secret key that this request brings; a refusal if it is none, opens no gate, or is used too often. */
    SiteKey require(HttpServletRequest request, HttpServletResponse response, String secret) throws ProblemException {
        Optional<SiteKey> test = gate.testKeys().flatMap(keys -> keys.bySecret(secret));
        if (test.isPresent()) {
            return test.get();
        }
        if (secret.length() > LONGEST) {
            throw unknown();
        }
        KeyHash hash = KeyHash.of(secret);
        Optional<ConfiguredKey> configured = gate.configuredKeys().find(hash);
        if (configured.isPresent()) {
            Optional<Quota> quota = gate.countUse(configured.get());
            if (quota.isPresent()) {
                RateLimitFields.require(response, "key", quota.get());
            }
            return ofConfiguration(configured.get().site());
        }
        if (service == null) {
            throw unknown();
        }
        KeyInUse key = find(service, request, secret, hash);
        if (!key.scopes().contains(Scope.GATE)) {
            throw new ProblemException(
                    Problem.of(403, "insufficient-scope", "This key opens no gate: it lacks the scope gate."));
        }
        RateLimitFields.require(
                response, "key", gate.told(Metrics.Limit.KEY, key.requests().tryOnce()));
        return ofAccount(service, key);
    }

    /** The secret key of an account; a refusal if it is none. */
    KeyInUse requireOfAccount(HttpServletRequest request, String secret) throws ProblemException {
        if (service == null || secret.length() > LONGEST) {
            throw unknown();
        }
        return find(service, request, secret, KeyHash.of(secret));
    }

    private KeyInUse find(Service service, HttpServletRequest request, String secret, KeyHash hash)
            throws ProblemException {
        Optional<KeyInUse> remembered = service.apiKeys().remembered(hash);
        if (remembered.isEmpty() && !service.apiKeys().isWellFormed(secret)) {
            throw unknown();
        }
        return find(request, unknownSecrets, remembered, () -> service.apiKeys().find(hash))
                .orElseThrow(SiteKeys::unknown);
    }

    /** The publishable key that a page names; a refusal if it is none. */
    KeyInUse requirePublished(HttpServletRequest request, String sitekey) throws ProblemException {
        if (service == null || !service.apiKeys().isPublishable(sitekey)) {
            throw unknownSitekey();
        }
        ApiKeys keys = service.apiKeys();
        return find(request, unknownSitekeys, keys.rememberedPublished(sitekey), () -> keys.findPublished(sitekey))
                .filter(key -> key.scopes().contains(Scope.GATE))
                .orElseThrow(SiteKeys::unknownSitekey);
    }

    /** What a page that named this publishable key goes by, which may be used. */
    SiteKey ofPage(KeyInUse key) throws ProblemException {
        if (service == null) {
            throw unknownSitekey();
        }
        return ofAccount(service, key);
    }

    private SiteKey ofAccount(Service service, KeyInUse key) {
        Owned owned =
                new Owned(key.publishableKey(), service.analytics().counter(key.id()), this::isRedeemedForTheFirstTime);
        return new KeyOfSite(gate.postern(), key.site(), Optional.of(owned));
    }

    private boolean isRedeemedForTheFirstTime(UUID token) {
        return redeemed.asMap().putIfAbsent(token, true) == null;
    }

    /** Each unknown key asks the database anew: whoever brings many of them has to wait, but for keys that are known already. */
    private Optional<KeyInUse> find(
            HttpServletRequest request,
            Limiter<ClientAddress> unknown,
            Optional<KeyInUse> remembered,
            Supplier<Optional<KeyInUse>> database)
            throws ProblemException {
        if (remembered.isPresent()) {
            return remembered;
        }
        ClientAddress client = gate.clientOf(request);
        ProblemException.requireNoWait(unknown.toWait(client), gate.metrics(), Metrics.Limit.UNKNOWN_KEY);
        Optional<KeyInUse> key = database.get();
        if (key.isEmpty()) {
            ProblemException.requireNoWait(unknown.tryOnce(client).toWait(), gate.metrics(), Metrics.Limit.UNKNOWN_KEY);
        }
        return key;
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(401, "invalid-api-key", "There must be a secret key that is in force."));
    }

    private static ProblemException unknownSitekey() {
        return new ProblemException(Problem.of(400, "unknown-sitekey", "No site has this publishable key."));
    }
}
