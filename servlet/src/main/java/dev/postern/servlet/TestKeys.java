package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.Verification;
import dev.postern.limit.Limiter;
import dev.postern.limit.Rate;
import dev.postern.token.CaffeineTokenStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys for the tests of applications. They have a core of their own, so that nothing of theirs is good for a site, and nothing of a site's for them. Thread-safe.
 *
 * <p>Whoever knows them passes, and everyone does: a gate has them only where it is told to.
 */
final class TestKeys {
    private static final System.Logger LOG = System.getLogger(TestKeys.class.getName());
    private static final Rate WARNINGS = new Rate(1, Duration.ofMinutes(1));

    /** Within the band of every audience: however fast a test is, its score is 100. */
    private static final Duration SOLVE_TIME = Duration.ofSeconds(5);

    private static final Duration LIFETIME_OF_PASSES = Duration.ofSeconds(1);
    private static final int MOST_PASSES = 100_000;
    private static final double NO_PRESSURE = 0;

    private final Postern issuing;
    private final Postern verifying;
    private final Site guarded;
    private final Map<TestKind, SiteKey> keys = new EnumMap<>(TestKind.class);
    private final Limiter<TestKind> warnings = new Limiter<>(WARNINGS);

    /** Those of a gate that guards this site. */
    TestKeys(Site guarded) {
        InstantSource clock = InstantSource.system();
        byte[] secret = new byte[32]; // which keeps nothing: any answer is right
        issuing = Postern.builder()
                .secret(secret)
                .clock(() -> clock.instant().minus(SOLVE_TIME))
                .build();
        verifying = Postern.builder()
                .secret(secret)
                .clock(clock)
                .store(CaffeineTokenStore.builder()
                        .maximumRight(MOST_PASSES)
                        .maximumWrong(MOST_PASSES)
                        .build())
                .build();
        this.guarded = site(guarded.id())
                .audience(guarded.audience())
                .challengeLifetime(SOLVE_TIME.plus(LIFETIME_OF_PASSES))
                .verificationLifetime(LIFETIME_OF_PASSES)
                .build();
        for (TestKind kind : TestKind.values()) {
            keys.put(kind, new TestKey(kind, site("test-" + kind).build()));
        }
    }

    private static Site.Builder site(String id) {
        return Site.builder(id).families(TestFamily.QUESTION, TestFamily.WORK).minimumScore(0);
    }

    /** For when the application starts. */
    static void warnThatTheyAreOn() {
        LOG.log(
                System.Logger.Level.WARNING,
                "Postern's test keys are switched on, so whoever sends one passes, and everyone knows them: this is for"
                        + " tests alone, set test-keys = false where people come (event=test-keys-on)");
    }

    Optional<SiteKey> bySecret(String secret) {
        return used(TestKind.ofSecret(secret)).map(keys::get);
    }

    Optional<SiteKey> bySitekey(String sitekey) {
        return used(TestKind.ofSitekey(sitekey)).map(keys::get);
    }

    /** What comes of a guarded request that brings this as its pass, or as its challenge; empty if it is none of a test. */
    Optional<TestKind> byToken(String token) {
        return used(TestKind.ofToken(token));
    }

    /** For a guarded request that is to pass. */
    Verification verification(String action, String hostname) {
        return verification(guarded, action, Optional.of(hostname));
    }

    private Verification verification(Site site, String action, Optional<String> hostname) {
        Challenge challenge = issuing.issue(ChallengeRequest.of(site).withAction(action));
        AnswerRequest answer = new AnswerRequest(
                site, challenge.token().toString(), TestFamily.RIGHT, action, hostname, Optional.empty(), NO_PRESSURE);
        UUID pass = verifying.verify(answer).verificationToken().orElseThrow();
        return verifying.redeem(site, pass.toString()).orElseThrow();
    }

    /** Says so in the log, but not for each request. */
    private Optional<TestKind> used(Optional<TestKind> kind) {
        if (kind.isPresent() && warnings.tryOnce(kind.get()).allowed()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the test key {0} was used; this is said of each once a minute at most (event=test-key-used)",
                    kind.get());
        }
        return kind;
    }

    /** A pair of keys of one kind. */
    private final class TestKey implements SiteKey {
        /** The same for all, so a pass can be redeemed again and again, and tells its action each time. */
        private static final UUID IDEMPOTENCY_KEY = new UUID(0, 0);

        private final TestKind kind;
        private final Site site;

        TestKey(TestKind kind, Site site) {
            this.kind = kind;
            this.site = site;
        }

        @Override
        public Site site() {
            return site;
        }

        @Override
        public boolean isBeside(String sitekey) {
            return kind.sitekey.equals(sitekey);
        }

        @Override
        public Challenge issue(ChallengeRequest request) {
            return issuing.issue(request.family().isPresent() ? request : request.withFamily(TestFamily.WORK.name()));
        }

        @Override
        public Verdict verify(AnswerRequest answer) {
            String given = kind == TestKind.FAILS ? TestFamily.WRONG : TestFamily.RIGHT;
            return verifying.verify(new AnswerRequest(
                    site, answer.token(), given, answer.action(), answer.hostname(), answer.locale(), NO_PRESSURE));
        }

        @Override
        public Optional<Verification> redeem(String token, Optional<UUID> idempotencyKey) {
            if (kind != TestKind.PASSES || token.isEmpty()) {
                return Optional.empty();
            }
            return verifying
                    .redeem(site, token, IDEMPOTENCY_KEY)
                    .or(() -> Optional.of(verification(site, "", Optional.empty())));
        }

        @Override
        public String refusal(String token) {
            return kind == TestKind.FAILS ? "invalid-input-response" : "timeout-or-duplicate";
        }
    }
}
