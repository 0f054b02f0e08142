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
import org.jspecify.annotations.Nullable;

/** Finds the site that a secret key stands for: in the configuration first, then in the database. Thread-safe. */
final class SecretKeys {
    private static final Rate UNKNOWN_KEYS = new Rate(60, Duration.ofMinutes(1));

    private final Gate gate;
    private final @Nullable Service service;
    private final Limiter<ClientAddress> unknownKeys = new Limiter<>(UNKNOWN_KEYS);
    private final Limiter<KeyRate> requests = new Limiter<>(KeyRate::rate, Ticker.systemTicker());

    SecretKeys(Gate gate) {
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
        KeyInUse key = find(service, request, secret);
        if (!key.scopes().contains(Scope.GATE)) {
            throw new ProblemException(
                    Problem.of(403, "insufficient-scope", "This key opens no gate: it lacks the scope gate."));
        }
        requireNoWait(requests.tryOnce(new KeyRate(key.id(), key.rate())));
        return new SiteKey(key.site(), Optional.of(service.analytics().counter(key.id())));
    }

    /** Each unknown key asks the database anew: whoever brings many of them has to wait. */
    private KeyInUse find(Service database, HttpServletRequest request, String secret) throws ProblemException {
        ClientAddress client = gate.clientOf(request);
        requireNoWait(unknownKeys.toWait(client));
        Optional<KeyInUse> key = database.apiKeys().find(secret);
        if (key.isEmpty()) {
            requireNoWait(unknownKeys.tryOnce(client));
            throw unknown();
        }
        return key.get();
    }

    private static void requireNoWait(Optional<Duration> wait) throws ProblemException {
        if (wait.isPresent()) {
            throw new ProblemException(Problem.tooMany(wait.get()));
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(401, "invalid-api-key", "There must be a secret key that is in force."));
    }

    /** How often a key may be used; of a rate that is changed, it begins anew. */
    private record KeyRate(long id, Rate rate) {}
}
