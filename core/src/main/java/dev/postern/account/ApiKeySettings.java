package dev.postern.account;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.Site;
import dev.postern.challenge.digits.Digits;
import dev.postern.database.PlainText;
import dev.postern.limit.Rate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the owner of an API key decides. Immutable.
 *
 * @param name what the owner calls it, 1 to 100 characters, none of them a control character
 * @param scopes what it opens, one at least
 * @param difficulty how hard its challenges are
 * @param audience whom its site wants
 * @param minimumScore the score from which a right answer is allowed, 0 to 100 with one decimal
 * @param hostnames the host names that passes may come from, at most 20; any if empty
 * @param challengeLifetime how long a challenge can be answered, 10 s to 10 minutes
 * @param verificationLifetime how long a pass can be redeemed, 10 s to 1 hour
 * @param rate how many requests a node answers
 * @param active whether it opens anything at this time
 */
public record ApiKeySettings(
        String name,
        Set<Scope> scopes,
        Difficulty difficulty,
        Audience audience,
        double minimumScore,
        Set<String> hostnames,
        Duration challengeLifetime,
        Duration verificationLifetime,
        Rate rate,
        boolean active) {
    /** Attempts are remembered for this long from the issue of their challenge, so that no lifetime that is raised revives one. */
    static final Duration LONGEST_CHALLENGE_LIFETIME = Duration.ofMinutes(10);

    /** What the ids of keys' sites start with, and no other site's id may. */
    static final String SITE_PREFIX = "key-";

    private static final Duration LONGEST_VERIFICATION_LIFETIME = Duration.ofHours(1);
    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(10);
    private static final int LONGEST_NAME = 100;
    private static final int MOST_HOSTNAMES = 20;

    /**
     * Checks all of it.
     *
     * @throws IllegalArgumentException if something is out of its range; the message starts with its name in
     *     JSON, and says what would be right
     */
    public ApiKeySettings {
        int length = name.codePointCount(0, name.length());
        require(
                !name.isBlank() && length <= LONGEST_NAME && PlainText.is(name),
                "name",
                "1 to 100 characters, none of them a control character");
        require(!scopes.isEmpty(), "scopes", "one of gate, desk at least");
        require(minimumScore >= 0 && minimumScore <= 100, "minScore", "0 to 100");
        require(hostnames.size() <= MOST_HOSTNAMES, "hostnames", "at most 20");
        require(isWithin(challengeLifetime, LONGEST_CHALLENGE_LIFETIME), "challengeLifetime", "10 to 600 seconds");
        require(
                isWithin(verificationLifetime, LONGEST_VERIFICATION_LIFETIME),
                "verificationLifetime",
                "10 to 3600 seconds");
        scopes = Set.copyOf(EnumSet.copyOf(scopes));
        minimumScore = Math.round(minimumScore * 10) / 10.0;
        require(isWholeSeconds(rate.per()), "rateLimit", "a number of requests in whole seconds");
        try {
            hostnames = site(SITE_PREFIX, hostnames).build().hostnames();
        } catch (IllegalArgumentException e) {
            throw refusal("hostnames", "host names without scheme, port and path");
        }
    }

    /**
     * A builder with the defaults: the gate, easy challenges for anyone, a score of 30, any host, 320 s and 5 minutes, 600 requests a minute, active.
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** A builder that starts with these settings. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    Site site(long keyId, Digits digits) {
        return site(SITE_PREFIX + keyId, hostnames)
                .digits(digits)
                .difficulties(difficulty)
                .audience(audience)
                .minimumScore(minimumScore)
                .challengeLifetime(challengeLifetime)
                .claimLifetime(LONGEST_CHALLENGE_LIFETIME)
                .verificationLifetime(verificationLifetime)
                .build();
    }

    private static Site.Builder site(String id, Set<String> hostnames) {
        return Site.builder(id).hostnames(hostnames.toArray(String[]::new));
    }

    private static boolean isWithin(Duration lifetime, Duration longest) {
        return lifetime.compareTo(SHORTEST_LIFETIME) >= 0
                && lifetime.compareTo(longest) <= 0
                && isWholeSeconds(lifetime);
    }

    private static boolean isWholeSeconds(Duration duration) {
        return duration.equals(duration.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void require(boolean condition, String setting, String right) {
        if (!condition) {
            throw refusal(setting, right);
        }
    }

    private static IllegalArgumentException refusal(String setting, String right) {
        return new IllegalArgumentException(setting + " must be " + right);
    }

    /** Collects settings; {@link #build} checks them. */
    public static final class Builder {
        private String name;
        private Set<Scope> scopes = Set.of(Scope.GATE);
        private Difficulty difficulty = Difficulty.EASY;
        private Audience audience = Audience.ANY;
        private double minimumScore = 30;
        private Set<String> hostnames = Set.of();
        private Duration challengeLifetime = Duration.ofSeconds(320);
        private Duration verificationLifetime = Duration.ofMinutes(5);
        private Rate rate = new Rate(600, Duration.ofMinutes(1));
        private boolean active = true;

        private Builder(String name) {
            this.name = name;
        }

        private Builder(ApiKeySettings settings) {
            name = settings.name;
            scopes = settings.scopes;
            difficulty = settings.difficulty;
            audience = settings.audience;
            minimumScore = settings.minimumScore;
            hostnames = settings.hostnames;
            challengeLifetime = settings.challengeLifetime;
            verificationLifetime = settings.verificationLifetime;
            rate = settings.rate;
            active = settings.active;
        }

        /** What the owner calls the key. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** What the key opens. */
        public Builder scopes(Set<Scope> scopes) {
            this.scopes = scopes;
            return this;
        }

        /** How hard its challenges are. */
        public Builder difficulty(Difficulty difficulty) {
            this.difficulty = difficulty;
            return this;
        }

        /** Whom its site wants. */
        public Builder audience(Audience audience) {
            this.audience = audience;
            return this;
        }

        /** The score from which a right answer is allowed. */
        public Builder minimumScore(double minimumScore) {
            this.minimumScore = minimumScore;
            return this;
        }

        /** The host names that passes may come from; any if there is none. */
        public Builder hostnames(Set<String> hostnames) {
            this.hostnames = hostnames;
            return this;
        }

        /** How long a challenge can be answered. */
        public Builder challengeLifetime(Duration lifetime) {
            this.challengeLifetime = lifetime;
            return this;
        }

        /** How long a pass can be redeemed. */
        public Builder verificationLifetime(Duration lifetime) {
            this.verificationLifetime = lifetime;
            return this;
        }

        /** How many requests a node answers. */
        public Builder rate(Rate rate) {
            this.rate = rate;
            return this;
        }

        /** Whether the key opens anything. */
        public Builder active(boolean active) {
            this.active = active;
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException as the constructor of {@link ApiKeySettings} does
         */
        public ApiKeySettings build() {
            return new ApiKeySettings(
                    name,
                    scopes,
                    difficulty,
                    audience,
                    minimumScore,
                    hostnames,
                    challengeLifetime,
                    verificationLifetime,
                    rate,
                    active);
        }
    }
}
