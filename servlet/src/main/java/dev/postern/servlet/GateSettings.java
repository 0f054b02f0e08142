package dev.postern.servlet;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.account.ApiKey;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Work;
import dev.postern.challenge.digits.Digits;
import dev.postern.challenge.digits.PhrasePack;
import dev.postern.challenge.image.DrawnDigits;
import dev.postern.challenge.image.Transcription;
import dev.postern.limit.Rate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes a gate of a configuration. */
final class GateSettings {
    private final Settings settings;
    private final Digits digits;
    private final Optional<Exposition> exposition;

    /**
     * Reads the phrases that are configured.
     *
     * @throws ConfigurationException if there is a mistake in them
     */
    GateSettings(Settings settings) {
        this.settings = settings;
        this.digits = settings.get("phrases").map(GateSettings::digits).orElse(Digits.family());
        this.exposition = settings.get(SettingKeys.METRICS_TOKEN).map(GateSettings::prometheus);
    }

    private static Exposition prometheus(Setting token) {
        try {
            return Prometheus.exposition();
        } catch (NoClassDefFoundError e) {
            throw token.wrong("metrics need io.micrometer:micrometer-registry-prometheus and what that needs, beside"
                    + " Postern: there is no class "
                    + String.valueOf(e.getMessage()).replace('/', '.'));
        }
    }

    /** All packs together, for it takes one of each language. */
    private static Digits digits(Setting setting) {
        List<PhrasePack> packs = setting.asListOf(GateSettings::pack);
        return setting.as(files -> Digits.with(packs.toArray(PhrasePack[]::new)));
    }

    private static PhrasePack pack(String file) {
        try {
            return PhrasePack.read(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "there is no file " + Path.of(file).toAbsolutePath() + " that can be read (" + e + ")", e);
        }
    }

    /**
     * The gate of this configuration, with a core of its own, and a service if it is to have one.
     *
     * @param loader of the application's classes
     * @throws ConfigurationException if there is a mistake in it
     */
    static Gate gate(Settings settings, ClassLoader loader) {
        GateSettings parts = new GateSettings(settings);
        Site site = parts.site();
        ApplicationParts application = ApplicationParts.of(loader);
        Gate gate = orClosed(parts.postern(application), postern -> parts.gate(postern, site, application));
        settings.tell();
        return gate;
    }

    /** The gate of this configuration for a filter without endpoints, through which nobody could reach a service. */
    static Gate gateAlone(Settings settings) {
        GateSettings parts = new GateSettings(settings);
        Site site = parts.site();
        ApplicationParts application = ApplicationParts.of(GateSettings.class.getClassLoader());
        Gate gate = orClosed(
                parts.postern(application),
                postern -> parts.builder(postern, site).build());
        settings.tell();
        return gate;
    }

    /** A gate of this core, which is closed if there is a mistake in the rest: its store may have connections. */
    private static Gate orClosed(Postern postern, Function<Postern, Gate> gate) {
        try {
            return gate.apply(postern);
        } catch (RuntimeException e) {
            postern.close();
            throw e;
        }
    }

    /** The rules of this configuration, and then these. */
    static List<ProtectionRule> rules(Settings settings, List<ProtectionRule> more) {
        List<ProtectionRule> rules = new ArrayList<>();
        for (Setting setting : settings.all()) {
            if (SettingKeys.isRule(setting.key())) {
                Optional<String> action = SettingKeys.actionIn(setting.key());
                setting.asListOf(text -> {
                    ProtectionRule parsed = ProtectionRule.parse(text);
                    ProtectionRule rule = action.isPresent() ? parsed.withAction(action.get()) : parsed;
                    rule.requireActionOfItsOwn(more);
                    rule.requireActionOfItsOwn(rules);
                    return rules.add(rule);
                });
            }
        }
        rules.addAll(more);
        return rules;
    }

    /**
     * The gate of this configuration for this core and this default site, with a service if it is to have one.
     *
     * @param application asked for what the service needs, if there is to be one
     */
    Gate gate(Postern postern, Site site, ApplicationParts application) {
        Gate.Builder gate = builder(postern, site);
        ServiceSettings.apply(settings, gate, application, digits);
        return gate.build();
    }

    /** A builder whose build succeeds: so every mistake of the gate's is told before a service is made. */
    private Gate.Builder builder(Postern postern, Site site) {
        Map<String, Site> sites = sites(site);
        Gate.Builder gate = Gate.builder(postern, site);
        rules(settings, List.of()).forEach(gate::protect);
        on("test-keys", setting -> gate.testKeys(setting.asBoolean()));
        on("health", setting -> gate.health(setting.asBoolean()));
        on(SettingKeys.METRICS_TOKEN, setting -> setting.as(token -> gate.metrics(token, text(postern, setting))));
        on("mount", setting -> setting.as(gate::mount));
        on("public-origin", setting -> setting.as(gate::publicOrigin));
        on("trusted-hops", setting -> setting.as(text -> gate.trustedHops(setting.asInt())));
        on("limit.issue", setting -> gate.issueLimit(setting.as(Rate::parse)));
        on("limit.verify", setting -> gate.verifyLimit(setting.as(Rate::parse)));
        on("limit.redeem", setting -> gate.redeemLimit(setting.as(Rate::parse)));
        on("limit.busy", setting -> gate.busyLimit(setting.as(Rate::parse)));
        on("form-limit", setting -> setting.as(text -> gate.formLimit(setting.asInt())));
        on("form-budget", setting -> setting.as(text -> gate.formBudget(setting.asLong())));
        on("slow-bodies", setting -> setting.as(text -> gate.slowBodies(setting.asInt())));
        sites.forEach((prefix, owner) -> {
            Optional<Rate> rate = settings.get(prefix + "api-key-limit").map(setting -> keyLimit(prefix, setting));
            on(prefix + "api-key", setting -> setting.asListOf(key -> gate.apiKey(key, owner, rate)));
        });
        try {
            gate.build();
            return gate;
        } catch (IllegalArgumentException e) {
            throw settings.get("form-budget")
                    .or(() -> settings.get("form-limit"))
                    .orElseThrow(() -> e)
                    .wrong(String.valueOf(e.getMessage()));
        }
    }

    /** What this core counts. */
    private Supplier<String> text(Postern postern, Setting token) {
        return exposition
                .filter(counting -> counting.metrics() == postern.metrics())
                .map(Exposition::text)
                .orElseThrow(() -> token.wrong("it does nothing, because what happens is told to metrics of the"
                        + " application's own; read it there"));
    }

    private Rate keyLimit(String prefix, Setting setting) {
        if (settings.get(prefix + "api-key").isEmpty()) {
            throw setting.wrong("it does nothing without " + prefix + "api-key");
        }
        return setting.as(Rate::parse);
    }

    /**
     * The core of this configuration.
     *
     * @param application asked for its data source if tokens are to be kept there, and the configuration names no other
     */
    Postern postern(ApplicationParts application) {
        Postern.Builder postern = Postern.builder();
        on("secret", setting -> setting.as(text -> postern.secret(setting.asSecret())));
        on("former-secrets", setting -> {
            if (settings.get("secret").isEmpty()) {
                throw setting.wrong("there must be a secret to seal with, too");
            }
            setting.as(text -> postern.verifyOnlySecrets(setting.asSecrets().toArray(byte[][]::new)));
        });
        on("clock-skew", setting -> setting.as(text -> postern.clockSkew(setting.asDuration())));
        application.metrics().or(() -> exposition.map(Exposition::metrics)).ifPresent(postern::metrics);
        return postern.store(StoreSettings.store(settings, application)).build();
    }

    /** The default site of this configuration. */
    Site site() {
        Setting name = settings.get(SettingKeys.SITE)
                .orElse(new Setting("defaults", SettingKeys.SITE, settings.defaultSite()));
        return site("", name.as(GateSettings::site));
    }

    /** The sites by the prefix of their keys; the default one has none. */
    private Map<String, Site> sites(Site defaultSite) {
        Map<String, Site> sites = new LinkedHashMap<>();
        sites.put("", defaultSite);
        for (Setting setting : settings.all()) {
            Optional<String> id = SettingKeys.siteIn(setting.key());
            if (id.isPresent()) {
                if (id.get().equals(defaultSite.id())) {
                    throw setting.wrong("the site " + id.get() + " has its keys without " + SettingKeys.SITE + "."
                            + id.get() + ".: a second site of this id would take its challenges");
                }
                String prefix = SettingKeys.SITE + "." + id.get() + ".";
                if (!sites.containsKey(prefix)) {
                    sites.put(prefix, site(prefix, setting.as(text -> site(id.get()))));
                }
            }
        }
        return sites;
    }

    private static Site.Builder site(String id) {
        if (ApiKey.isSiteOfKey(id)) {
            throw new IllegalArgumentException("it must not start with key-, as the sites of accounts' keys do");
        }
        return Site.builder(id).audience(Audience.HUMAN);
    }

    private Site site(String prefix, Site.Builder site) {
        site.digits(digits);
        on(prefix + "audience", setting -> site.audience(setting.as(text -> Setting.oneOf(Audience.class, text))));
        on(prefix + "rounds", setting -> setting.as(text -> site.rounds(setting.asInt())));
        on(prefix + "minimum-score", setting -> setting.as(text -> site.minimumScore(setting.asDouble())));
        on(prefix + "challenge-lifetime", setting -> setting.as(text -> site.challengeLifetime(setting.asDuration())));
        on(
                prefix + "verification-lifetime",
                setting -> setting.as(text -> site.verificationLifetime(setting.asDuration())));
        on(prefix + "hostnames", setting -> setting.as(text -> site.hostnames(text.split("\\s*,\\s*", -1))));
        on(prefix + "families", setting -> {
            List<ChallengeFamily> families = setting.asListOf(this::family);
            setting.as(text -> site.families(families.toArray(ChallengeFamily[]::new)));
        });
        on(prefix + "work", setting -> setting.as(range -> work(range, site)));
        on(prefix + "difficulties", setting -> {
            List<Difficulty> difficulties = setting.asListOf(text -> Setting.oneOf(Difficulty.class, text));
            setting.as(text -> site.difficulties(difficulties.toArray(Difficulty[]::new)));
        });
        on(prefix + "locales", setting -> {
            List<Locale> locales = setting.asListOf(Locale::forLanguageTag);
            setting.as(text -> site.locales(locales.toArray(Locale[]::new)));
        });
        try {
            return site.build();
        } catch (IllegalArgumentException e) {
            boolean ofRounds = String.valueOf(e.getMessage()).startsWith("rounds");
            throw (ofRounds ? Stream.of("rounds") : Stream.of("locales", "difficulties", "families"))
                    .flatMap(key -> settings.get(prefix + key).stream())
                    .findFirst()
                    .orElseThrow(() -> e)
                    .wrong(String.valueOf(e.getMessage()));
        }
    }

    private ChallengeFamily family(String name) {
        List<ChallengeFamily> builtIn = List.of(
                Work.family(),
                digits,
                Transcription.onLight(),
                DrawnDigits.onLight().with(digits));
        return builtIn.stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it must be one of "
                        + builtIn.stream().map(ChallengeFamily::name).toList()));
    }

    /** {@code easy-hard}, or one level alone. */
    private static Site.Builder work(String range, Site.Builder site) {
        String[] ends = range.split("\\s*-\\s*", 2);
        Difficulty least = Setting.oneOf(Difficulty.class, ends[0]);
        return site.work(least, ends.length == 1 ? least : Setting.oneOf(Difficulty.class, ends[1]));
    }

    private void on(String key, Consumer<Setting> use) {
        settings.get(key).ifPresent(use);
    }
}
