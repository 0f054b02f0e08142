package dev.postern;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Proof that something answered a challenge of this site right, and fast and slow enough. Only Postern makes one, by redeeming
 * a pass; whoever holds one may rely on it. Immutable.
 *
 * <p>It proves that something able to answer did so within the time. It does not prove who, or on whose behalf.
 */
public final class Verification {
    private final String site;
    private final String action;
    private final Optional<String> hostname;
    private final Audience audience;
    private final String family;
    private final String operation;
    private final Difficulty difficulty;
    private final double score;
    private final Instant issuedAt;
    private final Duration solveTime;
    private final UUID token;
    private final PassContent content;

    Verification(
            String site,
            String action,
            Optional<String> hostname,
            Audience audience,
            String family,
            String operation,
            Difficulty difficulty,
            double score,
            Instant issuedAt,
            Duration solveTime,
            UUID token,
            PassContent content) {
        this.site = site;
        this.action = action;
        this.hostname = hostname;
        this.audience = audience;
        this.family = family;
        this.operation = operation;
        this.difficulty = difficulty;
        this.score = score;
        this.issuedAt = issuedAt;
        this.solveTime = solveTime;
        this.token = token;
        this.content = content;
    }

    /** The pass that was redeemed. */
    UUID token() {
        return token;
    }

    PassContent content() {
        return content;
    }

    /** The id of the site that the challenge was issued for. */
    public String site() {
        return site;
    }

    /** The action that the challenge was issued for, or {@link Action#NONE}. */
    public String action() {
        return action;
    }

    /** The host that the answer came to or from, if it is known. */
    public Optional<String> hostname() {
        return hostname;
    }

    /** Whom the site wanted when the answer was verified. */
    public Audience audience() {
        return audience;
    }

    /** The name of the challenge's family. */
    public String family() {
        return family;
    }

    /** The operation that was asked, in SCREAMING_SNAKE_CASE. */
    public String operation() {
        return operation;
    }

    /** The challenge's difficulty. */
    public Difficulty difficulty() {
        return difficulty;
    }

    /** From the site's minimum to 100, with one decimal. */
    public double score() {
        return score;
    }

    /** When the challenge was issued, to the millisecond. */
    public Instant issuedAt() {
        return issuedAt;
    }

    /** From issue to answer by the server's clock, to the millisecond. */
    public Duration solveTime() {
        return solveTime;
    }

    @Override
    public String toString() {
        return "Verification[site=" + site + ", action=" + action + ", score=" + score + ", solveTime=" + solveTime
                + "]";
    }
}
