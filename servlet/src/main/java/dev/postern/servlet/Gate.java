package dev.postern.servlet;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postern.ChallengeRequest;
import dev.postern.Metrics;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.account.ApiKey;
import dev.postern.challenge.Work;
import dev.postern.limit.ClientAddress;
import dev.postern.limit.LimitExchange;
import dev.postern.limit.Limiter;
import dev.postern.limit.Quota;
import dev.postern.limit.Rate;
import dev.postern.servlet.http.BodyBuffers;
import dev.postern.servlet.http.BodyWaits;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the filter and the endpoints of one web application share: the core, the site, API keys, limits and rules. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * Gate gate = Gate.builder(postern, site).protect("/signup").publicOrigin("https://shop.example").build();
 * new PosternInitializer(gate); // to be given to the container
 * }</pre>
 */
public final class Gate {
    private static final int FAILURE = 5;

    private final Postern postern;
    private final Site site;
    private final ConfiguredKeys configuredKeys;
    private final Optional<Service> service;
    private final String whyNoService;
    private final Optional<TestKeys> testKeys;
    private final boolean health;
    private final Optional<MetricsEndpoint> metricsEndpoint;
    private final SiteKeys siteKeys;
    private final List<ProtectionRule> rules;
    private final String mount;
    private final Optional<String> publicOrigin;
    private final int trustedHops;
    private final Limiter<ClientOfSite> issueLimiter;
    private final Limiter<ClientOfSite> verifyLimiter;
    private final Limiter<ClientOfSite> redeemLimiter;
    private final Limiter<ClientOfSite> pressureLimiter;
    private final Limiter<String> busyLimiter;
    private final Limiter<ConfiguredKey> keyLimiter;
    private final BodyBuffers buffers;
    private final BodyWaits bodyWaits;

    private Gate(Builder builder) {
        postern = builder.postern;
        site = builder.site;
        configuredKeys = builder.configuredKeys;
        service = builder.service;
        whyNoService = builder.whyNoService;
        testKeys = builder.testKeys ? Optional.of(new TestKeys(site)) : Optional.empty();
        health = builder.health;
        metricsEndpoint = builder.metricsEndpoint;
        rules = List.copyOf(builder.rules);
        mount = builder.mount;
        publicOrigin = builder.publicOrigin;
        trustedHops = builder.trustedHops;
        issueLimiter = new Limiter<>(builder.issueLimit);
        verifyLimiter = new Limiter<>(builder.verifyLimit);
        redeemLimiter = new Limiter<>(builder.redeemLimit);
        pressureLimiter = new Limiter<>(pressureRate(builder.issueLimit));
        busyLimiter = new Limiter<>(builder.busyLimit);
        keyLimiter = new Limiter<>(key -> key.rate().orElseThrow(), Ticker.systemTicker());
        buffers = new BodyBuffers(builder.formLimit, builder.formBudget);
        bodyWaits = new BodyWaits(builder.slowBodies, this::clientOf, System::nanoTime);
        siteKeys = new SiteKeys(this);
        postern.limits().ifPresent(this::join);
    }

    /** Lets nodes count together what clients, keys and sites use. */
    private void join(LimitExchange exchange) {
        exchange.join("issue", issueLimiter, ClientOfSite::text);
        exchange.join("verify", verifyLimiter, ClientOfSite::text);
        exchange.join("redeem", redeemLimiter, ClientOfSite::text);
        exchange.join("pressure", pressureLimiter, ClientOfSite::text);
        exchange.join("busy", busyLimiter, site -> site);
        exchange.join("configured key", keyLimiter, key -> key.hash().toString());
        service.ifPresent(accounts -> accounts.apiKeys().join(exchange));
    }

    /**
     * A gate with the defaults that each method of the builder names.
     *
     * @param postern the core; whoever made it closes it
     * @param site the site whose forms are guarded
     * @throws IllegalArgumentException if the site's id starts with {@code key-}, as those of accounts' keys do
     */
    public static Builder builder(Postern postern, Site site) {
        return new Builder(postern, site);
    }

    /** Lets its service, if it has one, begin to work. */
    void start() {
        service.ifPresent(Service::start);
    }

    /** Closes its service, if it has one. */
    void close() {
        service.ifPresent(Service::close);
    }

    Postern postern() {
        return postern;
    }

    Site site() {
        return site;
    }

    ConfiguredKeys configuredKeys() {
        return configuredKeys;
    }

    SiteKeys siteKeys() {
        return siteKeys;
    }

    Optional<Service> service() {
        return service;
    }

    /** A sentence for clients that ask for accounts where there are none. */
    String whyNoService() {
        return whyNoService;
    }

    /** Empty unless they are switched on. */
    Optional<TestKeys> testKeys() {
        return testKeys;
    }

    /** Whether it says how it is. */
    boolean health() {
        return health;
    }

    /** What says what was counted, unless nothing does. */
    Optional<MetricsEndpoint> metricsEndpoint() {
        return metricsEndpoint;
    }

    /** What is told of what happens here. */
    Metrics metrics() {
        return postern.metrics();
    }

    /** Whether there are publishable keys, which pages of other origins name. */
    boolean hasSitekeys() {
        return service.isPresent() || testKeys.isPresent();
    }

    List<ProtectionRule> rules() {
        return rules;
    }

    /** Where the endpoints are: {@code /postern}, or empty for the root. */
    String mount() {
        return mount;
    }

    Optional<String> publicOrigin() {
        return publicOrigin;
    }

    BodyBuffers buffers() {
        return buffers;
    }

    BodyWaits bodyWaits() {
        return bodyWaits;
    }

    /** Counts a challenge of this site that the client is issued. */
    Quota countIssue(HttpServletRequest request, Site of) {
        ClientOfSite client = clientOfSite(request, of);
        Quota quota = issueLimiter.tryOnce(client);
        pressureLimiter.add(client, 1);
        return told(Metrics.Limit.ISSUE, quota);
    }

    /** Counts an answer of the client to this site. */
    Quota countVerify(HttpServletRequest request, Site of) {
        return told(Metrics.Limit.VERIFY, verifyLimiter.tryOnce(clientOfSite(request, of)));
    }

    /** The same, after it was told if there was too much. */
    Quota told(Metrics.Limit limit, Quota quota) {
        if (!quota.allowed()) {
            metrics().limited(limit);
        }
        return quota;
    }

    /** Counts a pass that the client brings to the filter. */
    Quota countRedeem(HttpServletRequest request, Site of) {
        return told(Metrics.Limit.REDEEM, redeemLimiter.tryOnce(clientOfSite(request, of)));
    }

    /**
     * Counts a wrong answer of the client to this site, which presses as much as {@value #FAILURE} challenges. Nobody is refused for it, or one could have all refused
     * that share its address.
     */
    void countFailure(HttpServletRequest request, Site of) {
        pressureLimiter.add(clientOfSite(request, of), FAILURE);
    }

    /** Counts a use of this key, if its uses are limited. */
    Optional<Quota> countUse(ConfiguredKey key) {
        return key.rate().isPresent()
                ? Optional.of(told(Metrics.Limit.KEY, keyLimiter.tryOnce(key)))
                : Optional.empty();
    }

    /** How much the client has asked of this site and failed lately: from 0, for one of which nothing is known, to 1. */
    double pressure(HttpServletRequest request, Site of) {
        return pressureLimiter.used(clientOfSite(request, of));
    }

    /** As many at once as are issued, at a quarter of their pace: who asks all the time as fast as it may presses as hard as it can. */
    static Rate pressureRate(Rate issued) {
        Duration longest = Duration.ofDays(1);
        Duration per = issued.per().multipliedBy(4);
        return new Rate(issued.times(), per.compareTo(longest) < 0 ? per : longest);
    }

    /** What a page's challenge is wanted for: the dearer, the more the client presses, and dearer for all when all together ask for many. */
    ChallengeRequest underPressure(ChallengeRequest wanted, HttpServletRequest request) {
        return underPressure(wanted, request, false);
    }

    /** The same, where it is known already that all together ask for many. */
    ChallengeRequest underPressure(ChallengeRequest wanted, HttpServletRequest request, boolean isBusy) {
        boolean busy =
                !told(Metrics.Limit.BUSY, busyLimiter.tryOnce(wanted.site().id()))
                                .allowed()
                        || isBusy;
        double oneLevel = 1.0 / wanted.site().difficulties(Work.family()).size();
        double pressure = pressure(request, wanted.site()) + (busy ? oneLevel : 0);
        return wanted.withPressure(Math.min(1, pressure));
    }

    private ClientOfSite clientOfSite(HttpServletRequest request, Site of) {
        return new ClientOfSite(clientOf(request), of.id(), SameOrigin.isDisproven(request, publicOrigin));
    }

    /** So that no site's pages use up what their visitors may ask of another, nor other origins' pages what they may ask of this one. */
    private record ClientOfSite(ClientAddress client, String site, boolean foreignPage) {
        String text() {
            return (foreignPage ? "foreign " : "own ") + client + ' ' + site;
        }
    }

    ClientAddress clientOf(HttpServletRequest request) {
        List<String> forwardedFor =
                trustedHops == 0 ? List.of() : Collections.list(request.getHeaders("X-Forwarded-For"));
        return ClientAddress.of(request.getRemoteAddr(), forwardedFor, trustedHops);
    }

    /** Collects a gate's settings. Every method refuses nonsense at once. */
    public static final class Builder {
        private static final Pattern MOUNT = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)*");

        private final Postern postern;
        private final Site site;
        private final List<ProtectionRule> rules = new ArrayList<>();
        private final Map<String, Site> sitesById = new HashMap<>();
        private ConfiguredKeys configuredKeys = new ConfiguredKeys();
        private Optional<Service> service = Optional.empty();
        private String whyNoService = "Accounts are switched off here.";
        private boolean testKeys;
        private boolean health;
        private Optional<MetricsEndpoint> metricsEndpoint = Optional.empty();
        private String mount = "/postern";
        private Optional<String> publicOrigin = Optional.empty();
        private int trustedHops;
        private Rate issueLimit = new Rate(60, Duration.ofMinutes(1));
        private Rate verifyLimit = new Rate(60, Duration.ofMinutes(1));
        private Rate redeemLimit = new Rate(300, Duration.ofMinutes(1));
        private Rate busyLimit = new Rate(1200, Duration.ofMinutes(1));
        private int slowBodies = 64;
        private int formLimit = 2 << 20;
        private long formBudget = Math.max(16 << 20, Runtime.getRuntime().maxMemory() / 16);

        private Builder(Postern postern, Site site) {
            requireNoSiteOfKey(site);
            this.postern = postern;
            this.site = site;
            sitesById.put(site.id(), site);
        }

        /**
         * Guards what this rule says; nothing is guarded by default. The first rule that matches a request decides.
         *
         * @throws IllegalArgumentException if the rule has no action, or has it from its path, as another path has
         */
        public Builder protect(ProtectionRule rule) {
            rule.requireActionOfItsOwn(rules);
            rules.add(rule);
            return this;
        }

        /** As {@link #protect(ProtectionRule)}, from the rule's text. */
        public Builder protect(String rule) {
            return protect(ProtectionRule.parse(rule));
        }

        /** As {@link #apiKey(String, Site, Rate)}, however often. */
        public Builder apiKey(String key, Site site) {
            return apiKey(key, site, Optional.empty());
        }

        /**
         * Lets whoever has this key use the endpoints for servers, as this site.
         *
         * @param rate how often, all of these endpoints together
         * @throws IllegalArgumentException if the key is none, is a test key, belongs to another site, or the site is another one with the id of a
         *     site of this gate: its passes would be good for that one; or if that id starts with {@code key-}
         */
        public Builder apiKey(String key, Site site, Rate rate) {
            return apiKey(key, site, Optional.of(rate));
        }

        Builder apiKey(String key, Site site, Optional<Rate> rate) {
            if (sitesById.getOrDefault(site.id(), site) != site) {
                throw new IllegalArgumentException("there must be one site alone with the id " + site.id());
            }
            requireNoSiteOfKey(site);
            if (TestKind.ofSecret(key).isPresent()) {
                throw new IllegalArgumentException(
                        "an API key must not be a test key, which everyone knows: test-keys = true switches those on");
            }
            configuredKeys = configuredKeys.with(key, site, rate);
            sitesById.put(site.id(), site);
            return this;
        }

        private static void requireNoSiteOfKey(Site site) {
            if (ApiKey.isSiteOfKey(site.id())) {
                throw new IllegalArgumentException(
                        "the id of a site must not start with key-, as those of accounts' keys do, but " + site.id()
                                + " does");
            }
        }

        /** Serves the sites of accounts too; no accounts by default. Whoever made the service closes it, after the last request. */
        public Builder service(Service service) {
            this.service = Optional.of(service);
            return this;
        }

        Builder noService(String why) {
            this.whyNoService = why;
            return this;
        }

        /**
         * Switches on keys and tokens for the tests of an application, whose outcome is known beforehand: servlet's README names them. Whoever sends one passes, and
         * everyone knows them, so this is for tests alone: false by default, and a warning in the log says where it is true.
         */
        public Builder testKeys(boolean on) {
            this.testKeys = on;
            return this;
        }

        /**
         * Whether {@code /health/live} and {@code /health/ready} below the mount say that the application answers, and that its token store does; off by default. Anyone may ask.
         */
        public Builder health(boolean on) {
            this.health = on;
            return this;
        }

        /**
         * Lets who sends this token as {@code Authorization: Bearer …} read at {@code /metrics} below the mount what was counted; nobody by default.
         *
         * @param token 20 characters or more, of {@code A-Z a-z 0-9 . _ ~ + / -} with {@code =} at the end
         * @param text what is to be read, in Prometheus' text format 0.0.4, asked for each time by the thread that answers: the method {@code scrape} of a registry that {@link Postern.Builder#metrics}
         *     records in, for one
         * @throws IllegalArgumentException if the token is shorter, or has other characters
         */
        public Builder metrics(String token, Supplier<String> text) {
            this.metricsEndpoint = Optional.of(new MetricsEndpoint(token, text));
            return this;
        }

        /** Where the endpoints are; {@code /postern} by default, {@code /} for the root of the application. */
        public Builder mount(String path) {
            String mount = path.equals("/") ? "" : path;
            if (!MOUNT.matcher(mount).matches()) {
                throw new IllegalArgumentException("a mount point must be / or look like /postern");
            }
            this.mount = mount;
            return this;
        }

        /**
         * The scheme, host and port that browsers see, as {@code https://shop.example}. It decides whether a post comes from this
         * site's own pages where a browser sends no {@code Sec-Fetch-Site}, as over plain HTTP; unset, such a post counts as
         * another site's.
         */
        public Builder publicOrigin(String origin) {
            this.publicOrigin = Optional.of(normalOrigin(origin));
            return this;
        }

        /** As browsers write it: in lower case, and without the port that the scheme has by default. */
        private static String normalOrigin(String origin) {
            String lower = origin.toLowerCase(Locale.ROOT);
            try {
                URI uri = new URI(lower);
                int usual = "https".equals(uri.getScheme()) ? 443 : "http".equals(uri.getScheme()) ? 80 : -1;
                int port = uri.getPort();
                String bare = uri.getScheme() + "://" + uri.getHost();
                boolean asWritten = lower.equals(port < 0 ? bare : bare + ":" + port);
                if (usual > 0 && uri.getHost() != null && asWritten && port != 0 && port <= 65535) {
                    return port == usual ? bare : lower;
                }
            } catch (java.net.URISyntaxException e) {
                // refused below, as anything that is no origin
            }
            throw new IllegalArgumentException("an origin must look like https://shop.example, with no path after it");
        }

        /**
         * How many proxies of yours stand in front, each of which adds the address that it saw to {@code X-Forwarded-For}; 0 by
         * default, which ignores that header.
         */
        public Builder trustedHops(int hops) {
            if (hops < 0 || hops > 16) {
                throw new IllegalArgumentException("trusted hops must be 0 to 16");
            }
            this.trustedHops = hops;
            return this;
        }

        /** How often one client address is issued a challenge by what browsers call; 60 a minute by default. */
        public Builder issueLimit(Rate rate) {
            this.issueLimit = rate;
            return this;
        }

        /** How often one client address may answer by what browsers call; 60 a minute by default. */
        public Builder verifyLimit(Rate rate) {
            this.verifyLimit = rate;
            return this;
        }

        /** How often one client address may bring a pass to the filter, good or not; 300 a minute by default. */
        public Builder redeemLimit(Rate rate) {
            this.redeemLimit = rate;
            return this;
        }

        /**
         * How many challenges the browsers of a site's visitors may ask for, all together, before proof of work gets one level dearer for all of them; 1200
         * a minute by default. Nobody is refused for that: a limit over all clients that refuses would let one of them shut out all others.
         */
        public Builder busyLimit(Rate rate) {
            this.busyLimit = rate;
            return this;
        }

        /**
         * How many threads may wait for bodies that clients are slow to send, at a time: 4 to 10000, 64 by default, of which one client may keep a quarter. Choose
         * fewer than the container has threads. Beyond that, bodies that have not come as a whole are refused, and others taken.
         */
        public Builder slowBodies(int threads) {
            if (threads < 4 || threads > 10_000) {
                throw new IllegalArgumentException("there must be 4 to 10000 threads for slow bodies");
            }
            this.slowBodies = threads;
            return this;
        }

        /** How large a form may be that the filter reads, in bytes: 1 KiB to 64 MiB, 2 MiB by default. */
        public Builder formLimit(int bytes) {
            if (bytes < 1 << 10 || bytes > 64 << 20) {
                throw new IllegalArgumentException("the form limit must be 1024 to 67108864 bytes");
            }
            this.formLimit = bytes;
            return this;
        }

        /** How many bytes of forms the filter holds at a time, in all, of which one client may take a quarter, or what one form
         * of the largest size needs; a sixteenth of the heap by default, 16 MiB at least. A form takes six times its size, and 200 bytes
         * for each field. */
        public Builder formBudget(long bytes) {
            if (bytes < 1 << 20) {
                throw new IllegalArgumentException("the form budget must be 1048576 bytes or more");
            }
            this.formBudget = bytes;
            return this;
        }

        /**
         * The gate.
         *
         * @throws IllegalArgumentException if the form budget is too small for one form of the form limit
         */
        public Gate build() {
            long least = BodyBuffers.leastBudget(formLimit);
            if (formBudget < least) {
                throw new IllegalArgumentException("with a form limit of " + formLimit + " the form budget must be "
                        + least + " bytes or more, which one form can take");
            }
            return new Gate(this);
        }
    }
}
