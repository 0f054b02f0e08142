package dev.postern;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.postern.Verdict.Outcome;
import dev.postern.challenge.Answer;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Puzzle;
import dev.postern.challenge.Round;
import dev.postern.challenge.Work;
import dev.postern.limit.LimitExchange;
import dev.postern.score.Evidence;
import dev.postern.score.Score;
import dev.postern.seal.Drbg;
import dev.postern.seal.Header;
import dev.postern.seal.Pool;
import dev.postern.seal.Sealer;
import dev.postern.seal.Sealer.Opened;
import dev.postern.seal.UuidText;
import dev.postern.token.Attempt;
import dev.postern.token.CaffeineTokenStore;
import dev.postern.token.Pass;
import dev.postern.token.StoreUnavailableException;
import dev.postern.token.TokenKey;
import dev.postern.token.TokenStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The gate: issues challenges, verifies answers and redeems the passes that right answers earn. Thread-safe; an application
 * needs one.
 *
 * <pre>{@code
 * Postern postern = Postern.builder().build();
 * Site site = Site.builder("shop").build();
 *
 * Challenge challenge = postern.issue(ChallengeRequest.of(site).withAction("signup"));
 * // show challenge.prompt(), and get an answer
 * Verdict verdict = postern.verify(
 *         AnswerRequest.of(site, challenge.token().toString(), answer).withAction("signup"));
 * // later, with verdict.verificationToken()
 * Optional<Verification> verification = postern.redeem(site, verificationToken);
 * }</pre>
 *
 * <p>An unanswered challenge costs no memory: its token carries its own state, sealed. A challenge is good for one attempt,
 * right or wrong, and a pass for one redemption, across all threads and all nodes that share a secret and a store.
 */
public final class Postern implements AutoCloseable {
    /** How far the clocks of nodes may be apart. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final int MOST_RENEWALS = 3;
    private static final Duration RENEWABLE = Duration.ofMinutes(15);

    private final Sealer sealer;
    private final Metrics metrics;
    private final TokenStore store;
    private final Optional<LimitExchange> limits;
    private final InstantSource clock;
    private final Duration clockSkew;
    private final Pool<RandomGenerator> random;

    private Postern(Builder builder) {
        random = new Pool<>(builder.random);
        List<byte[]> secrets = random.with(builder::secrets);
        sealer = random.with(generator -> new Sealer(secrets, generator));
        metrics = builder.metrics;
        TokenStore unmeasured =
                builder.store.orElseGet(() -> CaffeineTokenStore.builder().build());
        store = measured(unmeasured, metrics);
        limits = unmeasured.sharedUsage().map(usage -> new LimitExchange(usage, secrets.get(0)));
        clock = builder.clock;
        clockSkew = builder.clockSkew;
    }

    /** A gate with the defaults that each method of the builder names. */
    public static Builder builder() {
        return new Builder();
    }

    /** The store itself where nobody wants to know: so it costs nothing. */
    private static TokenStore measured(TokenStore store, Metrics metrics) {
        if (metrics == Metrics.NONE) {
            return store;
        }
        if (store.entries().isPresent()) {
            metrics.storeHolds(() -> store.entries().orElse(0));
        }
        return new MeasuredTokenStore(store, metrics, Ticker.systemTicker());
    }

    /** What is told of what happens here; for what stands before this gate, and has limits of its own. */
    public Metrics metrics() {
        return metrics;
    }

    /**
     * Issues a challenge. Nothing is stored.
     *
     * @throws IllegalStateException if the site's family composes a puzzle whose answer no client could give
     */
    public Challenge issue(ChallengeRequest request) {
        Site site = request.site();
        ChallengeFamily family =
                request.family().flatMap(site::family).orElse(site.families().get(0));
        Difficulty difficulty = difficulty(family, request);
        Locale locale = nearest(request.locale(), site.locales());
        Puzzle puzzle = random.with(generator -> family.compose(difficulty, locale, generator));
        UUID token = seal(request.site(), request.action(), family, difficulty, puzzle, clock.millis(), 1);
        metrics.issued(family.name(), difficulty);
        return new Challenge(
                token, family.name(), puzzle.prompt(), locale, site.challengeLifetime(), site.challengeLifetime());
    }

    /** The token of a round, of which the first was issued then. */
    private UUID seal(
            Site site,
            String action,
            ChallengeFamily family,
            Difficulty difficulty,
            Puzzle puzzle,
            long issuedAt,
            int round) {
        String answer = Answer.canonical(puzzle.answer())
                .orElseThrow(() -> new IllegalStateException("family " + family.name() + " composed an answer that is"
                        + " blank or longer than " + Answer.MAX_LENGTH + " characters"));
        if (puzzle.operation() >= family.operations().size()) {
            throw new IllegalStateException("family " + family.name() + " composed an operation that it does not list");
        }
        Header header = new Header(family.code(), puzzle.operation(), difficulty);
        return sealer.seal(issuedAt, round, site.id(), action, header, answer);
    }

    /**
     * Verifies an answer, which spends the challenge whether it is right or wrong. A token that is not ours, or is dead, never
     * reaches the store or changes nothing there, and what is told of it does not depend on the answer.
     *
     * @throws StoreUnavailableException if the store is full or can't be reached; then nothing was spent, unless it is outside of this process and its reply
     *     was lost
     */
    public Verdict verify(AnswerRequest request) {
        Verdict verdict = judge(request);
        metrics.verified(verdict.outcome());
        return verdict;
    }

    private Verdict judge(AnswerRequest request) {
        Optional<UUID> token = UuidText.parse(request.token());
        Optional<String> answer = Answer.canonical(request.answer());
        if (token.isEmpty() || answer.isEmpty()) {
            return refused(Outcome.INVALID_INPUT, Duration.ZERO);
        }
        Site site = request.site();
        long now = clock.millis();
        Duration solveTime = solveTime(site, token.get(), now);
        Optional<Opened> ours = sealer.open(token.get(), site.id(), request.action(), answer.get())
                .filter(opened -> opened.millis() <= now + CLOCK_SKEW.toMillis());
        if (ours.isEmpty()) {
            return refused(Outcome.INCORRECT_ANSWER, solveTime);
        }
        Opened opened = ours.get();
        long expiresAt = opened.millis() + site.challengeLifetime().toMillis();
        if (now >= expiresAt) {
            return refused(Outcome.EXPIRED, solveTime);
        }
        // What is not on offer is spent like a wrong answer: else replies to a token with altered bits would tell its
        // header. Found out for wrong answers too, as all that follows.
        boolean offered = isOffered(opened.header(), site);
        boolean right = offered && opened.right();
        String family =
                site.family(opened.header().family()).map(ChallengeFamily::name).orElse("");
        boolean last = opened.round() >= site.rounds();
        double score = Score.of(new Evidence(
                site.audience(),
                family,
                opened.header().difficulty(),
                opened.round(),
                Duration.ofMillis(now - opened.millis()),
                clockSkew,
                request.pressure()));
        // On a dead token, the time that an answer takes must not tell whether it is right.
        UUID verificationToken = randomUuid();
        Optional<Pass> pass = Optional.of(pass(verificationToken, request, opened, score, solveTime, now));
        boolean allowed = right && last && score >= site.minimumScore();
        long claimedUntil = opened.millis() + site.claimLifetime().toMillis();
        Duration lifetime = Duration.ofMillis(claimedUntil - now + 2 * CLOCK_SKEW.toMillis());
        boolean first = store.spend(new Attempt(
                new TokenKey(site.id(), token.get()),
                opened.millis(),
                lifetime,
                right,
                allowed ? pass : Optional.empty()));
        if (!first) {
            return refused(Outcome.ALREADY_USED, solveTime);
        }
        if (!right) {
            return refused(Outcome.INCORRECT_ANSWER, solveTime);
        }
        if (!last) {
            Challenge next = next(request, opened, answer.get(), solveTime);
            return new Verdict(Outcome.NEXT_ROUND, score, solveTime, Optional.empty(), Optional.of(next));
        }
        return allowed
                ? new Verdict(Outcome.ALLOWED, score, solveTime, Optional.of(verificationToken))
                : new Verdict(Outcome.LOW_SCORE, score, solveTime, Optional.empty());
    }

    /** The challenge of the next round, which is solved with this answer. */
    private Challenge next(AnswerRequest request, Opened opened, String answer, Duration solveTime) {
        Site site = request.site();
        ChallengeFamily family = site.family(opened.header().family()).orElseThrow();
        Difficulty difficulty = opened.header().difficulty();
        Locale locale = nearest(request.locale(), site.locales());
        Round round = new Round(opened.round() + 1, answer);
        Puzzle puzzle = random.with(generator -> family.compose(difficulty, locale, round, generator));
        UUID token = seal(site, request.action(), family, difficulty, puzzle, opened.millis(), round.number());
        Duration lifetime = site.challengeLifetime();
        return new Challenge(token, family.name(), puzzle.prompt(), locale, lifetime, lifetime.minus(solveTime));
    }

    /**
     * Redeems a pass of this site, which can be done once.
     *
     * @param verificationToken as the client sent it
     * @return what was verified; empty if this is no pass of this site, if it was redeemed already or has expired, or if the site
     *     no longer offers the family that was asked
     * @throws StoreUnavailableException if the store can't be reached; then the pass is not redeemed, unless a reply was lost as in {@link #verify}
     */
    public Optional<Verification> redeem(Site site, String verificationToken) {
        return redeem(site, verificationToken, Optional.empty(), Optional.empty());
    }

    /**
     * As {@link #redeem(Site, String)}, but whoever repeats the call with the same idempotency key gets the same reply until the
     * pass expires.
     */
    public Optional<Verification> redeem(Site site, String verificationToken, UUID idempotencyKey) {
        return redeem(site, verificationToken, Optional.of(idempotencyKey), Optional.empty());
    }

    /**
     * As {@link #redeem(Site, String)}, from this client: so the pass may be one that was {@linkplain #renew renewed} for it. No other call redeems such a pass,
     * nor this one for another client; but then it is spent all the same.
     *
     * @param client as it was named to {@link #renew}
     */
    public Optional<Verification> redeem(Site site, String verificationToken, String client) {
        return redeem(site, verificationToken, Optional.empty(), Optional.of(client));
    }

    private Optional<Verification> redeem(
            Site site, String verificationToken, Optional<UUID> idempotencyKey, Optional<String> client) {
        Optional<Verification> verification = take(site, verificationToken, idempotencyKey, client);
        metrics.redeemed(verification.isPresent());
        return verification;
    }

    private Optional<Verification> take(
            Site site, String verificationToken, Optional<UUID> idempotencyKey, Optional<String> client) {
        long now = clock.millis();
        Optional<UUID> token = UuidText.parse(verificationToken);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> kept = store.redeem(new TokenKey(site.id(), token.get()), idempotencyKey);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        PassContent content = PassContent.decode(kept.get());
        boolean renewedForAnother = content.renewals() > 0
                && client.filter(name -> PassContent.hash(token.get(), name) == content.client())
                        .isEmpty();
        return now < content.expiresAt() && !renewedForAnother
                ? content.verification(site, token.get())
                : Optional.empty();
    }

    /**
     * Makes a new pass of one that was redeemed, for who has to show its form again because of a mistake in it: so the person need not solve anew. It is for the same
     * site and action, and for this client alone; at most 3 times and 15 minutes after the solve, and each pass once.
     *
     * <p>Never do that after a failed authentication: one solve would then buy more guesses.
     *
     * @param client names the client in whatever way tells it from others, such as its address
     * @return the new pass; empty if one of these bounds is reached
     * @throws IllegalArgumentException if the verification is of another site
     * @throws StoreUnavailableException if the store is full or can't be reached; then nothing has changed, unless a reply was lost as in {@link #verify}
     */
    public Optional<UUID> renew(Site site, Verification verification, String client) {
        if (!verification.site().equals(site.id())) {
            throw new IllegalArgumentException(
                    "a verification is of site " + verification.site() + ", not " + site.id());
        }
        PassContent content = verification.content();
        long now = clock.millis();
        long solvedAt = content.issuedAt() + content.solveTime();
        long expiresAt = Math.min(now + site.verificationLifetime().toMillis(), solvedAt + RENEWABLE.toMillis());
        if (content.renewals() >= MOST_RENEWALS || now >= expiresAt) {
            return Optional.empty();
        }
        UUID token = randomUuid();
        PassContent renewed = content.renewed(expiresAt, PassContent.hash(token, client));
        Duration lifetime = Duration.ofMillis(expiresAt - now).plus(CLOCK_SKEW);
        Pass pass = new Pass(new TokenKey(site.id(), token), renewed.encode(), lifetime);
        Duration once = Duration.ofMillis(solvedAt + RENEWABLE.toMillis() - now).plus(CLOCK_SKEW);
        boolean first = store.spend(new Attempt(
                new TokenKey(site.id(), renewalOf(verification.token())),
                content.issuedAt(),
                once,
                true,
                Optional.of(pass)));
        return first ? Optional.of(token) : Optional.empty();
    }

    /** What stands in the store for a pass that was renewed: a UUID of a version that neither challenges nor passes have. */
    private static UUID renewalOf(UUID pass) {
        return new UUID(~pass.getMostSignificantBits(), pass.getLeastSignificantBits());
    }

    /**
     * Finds out whether answers can be verified now, by one round trip to the store.
     *
     * @throws StoreUnavailableException if they can't
     */
    public void check() {
        store.check();
    }

    /** What limits of nodes that share this core's secret and store count together by; empty if its store is not one that nodes share. It is closed with this core. */
    public Optional<LimitExchange> limits() {
        return limits;
    }

    /** Closes the store, and the exchange of limits. */
    @Override
    public void close() {
        limits.ifPresent(LimitExchange::close);
        store.close();
    }

    /** The dearer is proof of work, the more the client presses; a question is as hard for everyone. */
    private static Difficulty difficulty(ChallengeFamily family, ChallengeRequest request) {
        List<Difficulty> offered = request.site().difficulties(family);
        if (family != Work.family()) {
            return offered.get(0);
        }
        int step = (int) (request.pressure() * offered.size());
        return offered.get(Math.min(step, offered.size() - 1));
    }

    private static Locale nearest(Optional<Locale> wanted, List<Locale> offered) {
        if (wanted.isEmpty()) {
            return offered.get(0);
        }
        Locale exact = wanted.get();
        for (Locale locale : offered) {
            if (locale.equals(exact)) {
                return locale;
            }
        }
        for (Locale locale : offered) {
            if (locale.getLanguage().equals(exact.getLanguage())) {
                return locale;
            }
        }
        return offered.get(0);
    }

    /** From issue to now, as far as a token can be believed that may be forged: never negative, never beyond a lifetime. */
    private static Duration solveTime(Site site, UUID token, long now) {
        long millis = now - Sealer.claimedMillis(token);
        long longest = site.challengeLifetime().toMillis();
        return Duration.ofMillis(Math.max(0, Math.min(millis, longest)));
    }

    private static boolean isOffered(Header header, Site site) {
        return site.family(header.family())
                .filter(family -> header.operation() < family.operations().size())
                .filter(family -> site.difficulties(family).contains(header.difficulty()))
                .isPresent();
    }

    private Pass pass(
            UUID verificationToken, AnswerRequest request, Opened opened, double score, Duration solveTime, long now) {
        Site site = request.site();
        Duration lifetime = site.verificationLifetime();
        PassContent content = new PassContent(
                now + lifetime.toMillis(),
                opened.millis(),
                solveTime.toMillis(),
                (int) Math.round(score * 10),
                site.audience(),
                opened.header(),
                request.action(),
                request.hostname().orElse(""),
                0,
                0);
        return new Pass(new TokenKey(site.id(), verificationToken), content.encode(), lifetime.plus(CLOCK_SKEW));
    }

    private UUID randomUuid() {
        return random.with(generator -> new UUID(
                (generator.nextLong() & 0xFFFFFFFF_FFFF0FFFL) | 0x4000L,
                (generator.nextLong() & 0x3FFFFFFF_FFFFFFFFL) | 0x80000000_00000000L));
    }

    private static Verdict refused(Outcome outcome, Duration solveTime) {
        return new Verdict(outcome, 0, solveTime, Optional.empty());
    }

    /** Collects a gate's settings. */
    public static final class Builder {
        private static final System.Logger LOG = System.getLogger(Postern.class.getName());
        private static final int SHORTEST_SECRET = 32;

        private Optional<byte[]> secret = Optional.empty();
        private List<byte[]> formerSecrets = List.of();
        private Optional<TokenStore> store = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private Supplier<? extends RandomGenerator> random = Drbg::new;
        private Metrics metrics = Metrics.NONE;
        private Duration clockSkew = Duration.ZERO;

        private Builder() {}

        /**
         * The secret that seals challenges: 32 random bytes or more, the same on all nodes that share a store. By default one is made
         * at start-up, which a warning says: then a restart voids the challenges in flight, and no other node knows them.
         *
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder secret(byte[] secret) {
            this.secret = Optional.of(longEnough(secret));
            return this;
        }

        /**
         * Secrets that challenges in flight may still be sealed with. To rotate without a gap: add the new secret here on all nodes,
         * then make it the {@link #secret} and put the old one here, and drop the old one once its challenges have expired.
         *
         * @throws IllegalArgumentException if one is shorter than 32 bytes, or there are more than 4
         */
        public Builder verifyOnlySecrets(byte[]... secrets) {
            if (secrets.length > 4) {
                throw new IllegalArgumentException(secrets.length + " verify-only secrets, but at most 4 are tried");
            }
            List<byte[]> checked = new ArrayList<>();
            for (byte[] former : secrets) {
                checked.add(longEnough(former));
            }
            this.formerSecrets = checked;
            return this;
        }

        /**
         * Where spent challenges and passes are kept, which the gate closes when it is closed; a {@link CaffeineTokenStore} with its
         * defaults if not set.
         */
        public Builder store(TokenStore store) {
            this.store = Optional.of(store);
            return this;
        }

        /** The time; the system's by default. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Makes the generators of random numbers, each of which is used by one thread at a time. By default they are the platform's
         * DRBG; anything weaker makes passes guessable and is for tests.
         */
        public Builder random(Supplier<? extends RandomGenerator> random) {
            this.random = random;
            return this;
        }

        /**
         * How far apart the clocks of nodes are at worst that share the secret; not at all by default, up to {@link #CLOCK_SKEW}. A solve time scores as the best one that it may have
         * been: nobody is refused because of clocks, but so much too soon is not found out. So keep clocks together (NTP does, to milliseconds), and this small.
         *
         * @throws IllegalArgumentException if it is negative, or longer than {@link #CLOCK_SKEW}
         */
        public Builder clockSkew(Duration atWorst) {
            if (atWorst.isNegative() || atWorst.compareTo(CLOCK_SKEW) > 0) {
                throw new IllegalArgumentException(
                        "clocks may be apart by 0 to " + CLOCK_SKEW.toSeconds() + " seconds");
            }
            this.clockSkew = atWorst;
            return this;
        }

        /** What is told of what happens at this gate; {@link Metrics#NONE} by default, which costs nothing. */
        public Builder metrics(Metrics metrics) {
            this.metrics = metrics;
            return this;
        }

        /**
         * The gate.
         *
         * @throws IllegalArgumentException if there are verify-only secrets but no secret
         */
        public Postern build() {
            if (secret.isEmpty() && !formerSecrets.isEmpty()) {
                throw new IllegalArgumentException("there are verify-only secrets but no secret to seal with");
            }
            return new Postern(this);
        }

        private List<byte[]> secrets(RandomGenerator random) {
            List<byte[]> all = new ArrayList<>();
            all.add(secret.orElseGet(() -> madeUp(random)));
            all.addAll(formerSecrets);
            return all;
        }

        private static byte[] madeUp(RandomGenerator random) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "No secret is configured, so one was made up: challenges in flight are void after a restart,"
                            + " and other nodes do not know them (event=secret-made-up)");
            byte[] secret = new byte[SHORTEST_SECRET];
            random.nextBytes(secret);
            return secret;
        }

        private static byte[] longEnough(byte[] secret) {
            if (secret.length < SHORTEST_SECRET) {
                throw new IllegalArgumentException(
                        "a secret has " + secret.length + " bytes but needs " + SHORTEST_SECRET + " or more");
            }
            return secret.clone();
        }
    }
}
