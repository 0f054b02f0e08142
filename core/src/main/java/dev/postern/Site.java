package dev.postern;

import dev.postern.challenge.ChallengeFamily;
import dev.postern.challenge.Round;
import dev.postern.challenge.Work;
import dev.postern.challenge.digits.Digits;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one site (one API key, or the application that embeds Postern) offers and demands. Immutable.
 *
 * <p>A challenge belongs to the site that it was issued for: no other site's id verifies it, and no other site redeems its
 * pass. A challenge in flight is verified against the site as it is then, so a family that is withdrawn takes its unanswered
 * challenges and its unredeemed passes with it.
 */
public final class Site {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern FAMILY_NAME = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern HOSTNAME = Pattern.compile("[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}]");
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    private final String id;
    private final Audience audience;
    private final List<ChallengeFamily> families;
    private final List<Difficulty> difficulties;
    private final List<Difficulty> work;
    private final List<Locale> locales;
    private final int rounds;
    private final double minimumScore;
    private final Duration challengeLifetime;
    private final Duration claimLifetime;
    private final Duration verificationLifetime;
    private final Set<String> hostnames;

    private Site(Builder builder) {
        id = builder.id;
        audience = builder.audience;
        families = builder.offered();
        difficulties = builder.difficulties;
        work = builder.work;
        locales = builder.locales();
        rounds = builder.rounds;
        minimumScore = builder.minimumScore;
        challengeLifetime = builder.challengeLifetime;
        claimLifetime = max(builder.claimLifetime, builder.challengeLifetime);
        verificationLifetime = builder.verificationLifetime;
        hostnames = builder.hostnames;
    }

    /**
     * A site with the defaults that each method of the builder names.
     *
     * @param id {@code [A-Za-z0-9._-]}, 1 to 64 characters
     * @throws IllegalArgumentException if the id is anything else
     */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** The site's id. */
    public String id() {
        return id;
    }

    /** Whom the site wants. */
    public Audience audience() {
        return audience;
    }

    /** The families on offer, the default one first. */
    public List<ChallengeFamily> families() {
        return families;
    }

    /** The difficulties on offer of all families but proof of work, the default one first. */
    public List<Difficulty> difficulties() {
        return difficulties;
    }

    /** The difficulties on offer of a family: of proof of work, from the least to the most. */
    public List<Difficulty> difficulties(ChallengeFamily family) {
        return family == Work.family() ? work : difficulties;
    }

    /** The first family on offer that asks a question, as all do but proof of work. */
    public Optional<ChallengeFamily> questions() {
        for (ChallengeFamily family : families) {
            if (family != Work.family()) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    /** The locales on offer, the default one first. */
    public List<Locale> locales() {
        return locales;
    }

    /** How many challenges, each of which needs the answer before, a client has to solve for a pass. */
    public int rounds() {
        return rounds;
    }

    /** The score from which a right answer is allowed, 0 to 100. */
    public double minimumScore() {
        return minimumScore;
    }

    /** How long a challenge can be answered. */
    public Duration challengeLifetime() {
        return challengeLifetime;
    }

    /** How long from the issue of a challenge an attempt at it is remembered; never shorter than the challenge's lifetime. */
    public Duration claimLifetime() {
        return claimLifetime;
    }

    /** How long a pass can be redeemed. */
    public Duration verificationLifetime() {
        return verificationLifetime;
    }

    /** The host names that passes may come from, in lower case; empty if any may. */
    public Set<String> hostnames() {
        return hostnames;
    }

    /** The family of this name, if it is on offer. */
    public Optional<ChallengeFamily> family(String name) {
        for (ChallengeFamily family : families) {
            if (family.name().equals(name)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    Optional<ChallengeFamily> family(int code) {
        for (ChallengeFamily family : families) {
            if (family.code() == code) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public String toString() {
        return "Site[" + id + "]";
    }

    /** Collects a site's settings. Every method refuses nonsense at once; {@link #build} refuses what doesn't go together. */
    public static final class Builder {
        private final String id;
        private Audience audience = Audience.ANY;
        private Optional<List<ChallengeFamily>> families = Optional.empty();
        private Digits digits = Digits.family();
        private List<Difficulty> difficulties = List.of(Difficulty.EASY);
        private List<Difficulty> work = List.of(Difficulty.values());
        private Optional<List<Locale>> locales = Optional.empty();
        private int rounds = 1;
        private double minimumScore = 30;
        private Duration challengeLifetime = Duration.ofSeconds(320);
        private Duration claimLifetime = Duration.ZERO;
        private Duration verificationLifetime = Duration.ofMinutes(5);
        private Set<String> hostnames = Set.of();

        private Builder(String id) {
            require(ID.matcher(id).matches(), "a site's id", id, "1 to 64 of A-Z a-z 0-9 . _ -");
            this.id = id;
        }

        /** Whom the site wants; {@link Audience#ANY} by default. */
        public Builder audience(Audience audience) {
            this.audience = audience;
            return this;
        }

        /**
         * The families on offer, the default one first. By default {@link Digits}; for {@link Audience#HUMAN} {@link Work} and then {@link Digits}, which is
         * for whom work alone is not enough from, and for browsers without script.
         */
        public Builder families(ChallengeFamily... families) {
            require(families.length > 0, "families", List.of(), "at least one");
            for (ChallengeFamily family : families) {
                require(
                        FAMILY_NAME.matcher(family.name()).matches(),
                        "a family's name",
                        family.name(),
                        "1 to 32 of a-z 0-9 -");
                require(family.code() >= 0 && family.code() < 16, "a family's code", family.code(), "0 to 15");
                int operations = family.operations().size();
                require(operations > 0 && operations <= 64, "a family's number of operations", operations, "1 to 64");
            }
            long names = Arrays.stream(families)
                    .map(ChallengeFamily::name)
                    .distinct()
                    .count();
            long codes = Arrays.stream(families)
                    .map(ChallengeFamily::code)
                    .distinct()
                    .count();
            String all = Arrays.stream(families)
                    .map(f -> f.name() + "=" + f.code())
                    .toList()
                    .toString();
            require(
                    names == families.length && codes == families.length,
                    "families",
                    all,
                    "names and codes of their own");
            this.families = Optional.of(List.of(families));
            return this;
        }

        private List<ChallengeFamily> offered() {
            return families.orElseGet(
                    () -> audience == Audience.HUMAN ? List.of(Work.family(), digits) : List.of(digits));
        }

        /** The digits that are asked where {@link #families} are not chosen; with the stock phrases by default, which everyone can read. */
        public Builder digits(Digits digits) {
            this.digits = digits;
            return this;
        }

        /** The difficulties on offer of all families but proof of work, the default one first; {@link Difficulty#EASY} by default. */
        public Builder difficulties(Difficulty... difficulties) {
            require(difficulties.length > 0, "difficulties", List.of(), "at least one");
            this.difficulties = List.copyOf(new LinkedHashSet<>(List.of(difficulties)));
            return this;
        }

        /**
         * How dear proof of work is: the least for a client of which nothing is known, the most for one that has asked or failed as often as it may. {@link
         * Difficulty#EASY} to {@link Difficulty#HARD} by default.
         */
        public Builder work(Difficulty least, Difficulty most) {
            require(least.compareTo(most) <= 0, "the least of work", least, "at most " + most + ", which is its most");
            List<Difficulty> all = List.of(Difficulty.values());
            this.work = all.subList(all.indexOf(least), all.indexOf(most) + 1);
            return this;
        }

        /** The locales on offer, the default one first; by default all languages of the {@link #digits} that each family on offer supports. */
        public Builder locales(Locale... locales) {
            require(locales.length > 0, "locales", List.of(), "at least one");
            this.locales = Optional.of(List.copyOf(new LinkedHashSet<>(List.of(locales))));
            return this;
        }

        /**
         * How many challenges a client has to solve for a pass, 1 to 3: a right answer is answered by the next one, which can only be solved with the answer before. 1 by
         * default; more for {@link Audience#AGENT} alone.
         */
        public Builder rounds(int rounds) {
            require(rounds >= 1 && rounds <= Round.MOST, "rounds", rounds, "1 to " + Round.MOST);
            this.rounds = rounds;
            return this;
        }

        /** The score from which a right answer is allowed; 30 by default. More than 70 a client that asks and fails as often as it may can't reach. */
        public Builder minimumScore(double minimumScore) {
            require(minimumScore >= 0 && minimumScore <= 100, "minimumScore", minimumScore, "0 to 100");
            this.minimumScore = minimumScore;
            return this;
        }

        /** How long a challenge can be answered, up to a day; 320 s by default. */
        public Builder challengeLifetime(Duration lifetime) {
            this.challengeLifetime = lifetime("challengeLifetime", lifetime);
            return this;
        }

        /**
         * How long from the issue of a challenge an attempt at it is remembered, up to a day; the challenge's lifetime by default. Where that lifetime may be
         * raised while challenges are in flight, this must be the longest that it may become: else a challenge that was spent under the shorter one,
         * and forgotten, could be answered again under the longer.
         */
        public Builder claimLifetime(Duration lifetime) {
            this.claimLifetime = lifetime("claimLifetime", lifetime);
            return this;
        }

        /** How long a pass can be redeemed, up to a day; 5 minutes by default. */
        public Builder verificationLifetime(Duration lifetime) {
            this.verificationLifetime = lifetime("verificationLifetime", lifetime);
            return this;
        }

        /**
         * The host names that passes may come from, without ports; any by default. They are compared without regard to case.
         *
         * <p>The core only keeps them: it is the servlet module's filter that checks them, against the name that the client
         * wrote in {@code Host}. A pass that was earned through a server's key has no name and does not open the filter of a site
         * with host names.
         */
        public Builder hostnames(String... hostnames) {
            Set<String> lower = new LinkedHashSet<>();
            for (String hostname : hostnames) {
                String name = hostname.toLowerCase(Locale.ROOT);
                require(
                        HOSTNAME.matcher(name).matches(),
                        "a hostname",
                        hostname,
                        "a host name without scheme, port and path");
                lower.add(name);
            }
            this.hostnames = Set.copyOf(lower);
            return this;
        }

        /**
         * The site.
         *
         * @throws IllegalArgumentException if a family on offer can't serve each difficulty in each locale on offer, or if there are to be rounds, and it has none, or
         *     the audience is another than {@link Audience#AGENT}
         */
        public Site build() {
            for (ChallengeFamily family : offered()) {
                for (Difficulty difficulty : difficulties(family)) {
                    for (Locale locale : locales()) {
                        require(
                                family.supports(difficulty, locale),
                                "the offer of site " + id,
                                family.name() + " at " + difficulty + " in " + locale.toLanguageTag(),
                                "what the family supports");
                    }
                }
            }
            if (rounds > 1) {
                require(audience == Audience.AGENT, "rounds for the audience " + audience, rounds, "1");
                for (ChallengeFamily family : offered()) {
                    require(family.supportsRounds(), "rounds of the family " + family.name(), rounds, "1");
                }
            }
            return new Site(this);
        }

        private List<Difficulty> difficulties(ChallengeFamily family) {
            return family == Work.family() ? work : difficulties;
        }

        private List<Locale> locales() {
            return locales.orElseGet(() -> {
                List<Locale> supported =
                        digits.locales().stream().filter(this::isSupported).toList();
                return supported.isEmpty() ? digits.locales() : supported;
            });
        }

        private boolean isSupported(Locale locale) {
            return offered().stream()
                    .allMatch(family ->
                            difficulties(family).stream().allMatch(difficulty -> family.supports(difficulty, locale)));
        }

        private static Duration lifetime(String setting, Duration lifetime) {
            boolean sensible =
                    lifetime.compareTo(Duration.ofSeconds(1)) >= 0 && lifetime.compareTo(LONGEST_LIFETIME) <= 0;
            require(sensible, setting, lifetime, "1 second to 1 day");
            return lifetime;
        }

        private static void require(boolean condition, String setting, Object value, String right) {
            if (!condition) {
                throw new IllegalArgumentException(setting + " is " + value + " but must be " + right);
            }
        }
    }
}
