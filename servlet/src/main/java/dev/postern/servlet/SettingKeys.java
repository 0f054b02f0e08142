package dev.postern.servlet;

import dev.postern.Postern;
import dev.postern.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The keys that a configuration may have. */
final class SettingKeys {
    static final String PROTECT = "protect";
    static final String SITE = "site";
    static final String METRICS_TOKEN = "metrics-token";

    /** Keys that say something of one site: by themselves of the default one, as {@code site.<id>.<key>} of another. */
    private static final List<String> OF_SITES = List.of(
            "audience",
            "families",
            "work",
            "difficulties",
            "locales",
            "rounds",
            "minimum-score",
            "challenge-lifetime",
            "verification-lifetime",
            "hostnames",
            "api-key",
            "api-key-limit");

    private static final List<String> OF_CORE = List.of(
            "secret",
            "former-secrets",
            "clock-skew",
            "phrases",
            "token-store",
            "token-store-prefix",
            "token-store-failure");

    private static final List<String> OF_GATE = List.of(
            PROTECT,
            SITE,
            "mount",
            "public-origin",
            "trusted-hops",
            "limit.issue",
            "limit.verify",
            "limit.redeem",
            "limit.busy",
            "form-limit",
            "form-budget",
            "slow-bodies",
            "test-keys",
            "health",
            METRICS_TOKEN,
            "data-source",
            "accounts");

    /** Keys that say something of accounts. */
    static final List<String> OF_ACCOUNTS = List.of(
            "registration",
            "invitation-code",
            "dashboard",
            "key-prefix",
            "jwt-secret",
            "former-jwt-secrets",
            "limit.login",
            "limit.key",
            "desk");

    /** Keys that say something of the solver desk. */
    static final List<String> OF_DESK = List.of(
            "desk-credits",
            "desk-slots",
            "desk-tasks-per-day",
            "desk-tasks-per-month",
            "desk-workers",
            "desk-queue",
            "desk-time-limit",
            "limit.desk");

    private static final Set<String> SECRET = Set.of(
            "secret",
            "former-secrets",
            "token-store",
            "api-key",
            "invitation-code",
            "jwt-secret",
            "former-jwt-secrets",
            METRICS_TOKEN);

    private SettingKeys() {}

    static boolean isKnown(String key) {
        return fixed().anyMatch(key::equals) || isRule(key) || siteIn(key).isPresent();
    }

    /** Whether it is {@code protect} or {@code protect.<action>}. */
    static boolean isRule(String key) {
        return key.equals(PROTECT) || actionIn(key).isPresent();
    }

    /** The action in {@code protect.<action>}. */
    static Optional<String> actionIn(String key) {
        return key.startsWith(PROTECT + ".") ? Optional.of(key.substring(PROTECT.length() + 1)) : Optional.empty();
    }

    /** The site in {@code site.<id>.<key>}. */
    static Optional<String> siteIn(String key) {
        int last = key.lastIndexOf('.');
        return key.startsWith(SITE + ".") && last > SITE.length() && OF_SITES.contains(key.substring(last + 1))
                ? Optional.of(key.substring(SITE.length() + 1, last))
                : Optional.empty();
    }

    static boolean isSecret(String key) {
        return SECRET.contains(key.substring(key.lastIndexOf('.') + 1));
    }

    /** What the key says something of: the core, the default site, or the gate, which has all else. */
    static Class<?> subject(String key) {
        if (OF_CORE.contains(key)) {
            return Postern.class;
        }
        boolean ofSite = key.equals(SITE) || (OF_SITES.contains(key) && !key.startsWith("api-key"));
        return ofSite ? Site.class : Gate.class;
    }

    /** All keys without a name in them. */
    static Stream<String> fixed() {
        return Stream.of(OF_CORE, OF_GATE, OF_ACCOUNTS, OF_DESK, OF_SITES).flatMap(List::stream);
    }

    static String known() {
        return String.join(", ", fixed().toList()) + ", protect.<action>, site.<id>.<key of a site>";
    }
}
