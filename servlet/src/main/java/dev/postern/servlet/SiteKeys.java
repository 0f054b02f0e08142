package dev.postern.servlet;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postern.Site;
import dev.postern.account.KeyInUse;
import dev.postern.account.Scope;
import dev.postern.limit.ClientAddress;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the site that a key stands for: a secret one in the configuration first, then in the database. Thread-safe. */
final class SiteKeys {
    private static final Rate UNKNOWN_KEYS = new Rate(60, Duration.ofMinutes(1));

    private final Gate gate;
    private final @Nullable Service service;
    private final Limiter<ClientAddress> unknownKeys = new Limiter<>(UNKNOWN_KEYS);
    private final Limiter<KeyRate> requests = new Limiter<>(KeyRate::rate, Ticker.systemTicker());

    SiteKeys(Gate gate) {
        this.gate = gate;
        this.service = gate.service().orElse(null);
    }

    /** The key that this request brings; a refusal if it is none, opens no gate, or is used too often. */
    SiteKey require(HttpServletRequest request, String secret) throws ProblemException {
        Optional<Site> configured = gate.configuredKeys().siteOf(secret);
        if (configured.isPresent()) {
            return SiteKey.of(configured.get());
        }
        if (service == null || !service.apiKeys().isWellFormed(secret)) {
            throw unknown();
        }
        KeyInUse key = find(request, () -> service.apiKeys().find(secret)).orElseThrow(SiteKeys::unknown);
        if (!key.scopes().contains(Scope.GATE)) {
            throw new ProblemException(
                    Problem.of(403, "insufficient-scope", "This key opens no gate: it lacks the scope gate."));
        }
        return used(service, key);
    }

    /** The publishable key that a page names; a refusal if it is none, or is used too often. */
    SiteKey requirePublished(HttpServletRequest request, String sitekey) throws ProblemException {
        if (service == null) {
            throw unknownSitekey();
        }
        KeyInUse key = find(request, () -> service.apiKeys().findPublished(sitekey))
                .filter(found -> found.scopes().contains(Scope.GATE))
                .orElseThrow(SiteKeys::unknownSitekey);
        return used(service, key);
    }

    private SiteKey used(Service database, KeyInUse key) throws ProblemException {
        requireNoWait(requests.tryOnce(new KeyRate(key.id(), key.rate())));
        return new SiteKey(key.site(), Optional.of(database.analytics().counter(key.id())));
    }

    /** Each unknown key asks the database anew: whoever brings many of them has to wait. */
    private Optional<KeyInUse> find(HttpServletRequest request, Supplier<Optional<KeyInUse>> database)
            throws ProblemException {
        ClientAddress client = gate.clientOf(request);
        requireNoWait(unknownKeys.toWait(client));
        Optional<KeyInUse> key = database.get();
        if (key.isEmpty()) {
            requireNoWait(unknownKeys.tryOnce(client));
        }
        return key;
    }

    private static void requireNoWait(Optional<Duration> wait) throws ProblemException {
        if (wait.isPresent()) {
            throw new ProblemException(Problem.tooMany(wait.get()));
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(401, "invalid-api-key", "There must be a secret key that is in force."));
    }

    private static ProblemException unknownSitekey() {
        return new ProblemException(Problem.of(400, "unknown-sitekey", "No site has this publishable key."));
    }

    /** How often a key may be used; of a rate that is changed, it begins anew. */
    private record KeyRate(long id, Rate rate) {}
}
