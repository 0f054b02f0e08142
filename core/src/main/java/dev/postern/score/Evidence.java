package dev.postern.score;

import dev.postern.Audience;
import dev.postern.Difficulty;
import java.time.Duration;

/**
 * What is known of a right answer. One that is not right has no evidence to weigh: its score is 0.
 *
 * @param audience whom the site wants
 * @param family the name of the challenge's family
 * @param difficulty the challenge's
 * @param rounds how many rounds there were, from 1 on
 * @param solveTime from the first issue to the last answer, by the server's clock alone
 * @param uncertainty by how much the solve time may be longer or shorter than that, because clocks are apart; not negative
 * @param pressure how much the client has asked and failed lately, from 0 (nothing is known of it) to 1 (as much as it may)
 */
public record Evidence(
        Audience audience,
        String family,
        Difficulty difficulty,
        int rounds,
        Duration solveTime,
        Duration uncertainty,
        double pressure) {
    /**
     * Checks rounds, uncertainty and pressure.
     *
     * @throws IllegalArgumentException if there is no round, the uncertainty is negative, or the pressure is not from 0 to 1
     */
    public Evidence {
        if (uncertainty.isNegative()) {
            throw new IllegalArgumentException("an uncertainty must not be negative, as " + uncertainty);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("there is one round at least, not " + rounds);
        }
        requirePressure(pressure);
    }

    /** With a solve time that is certain. */
    public Evidence(
            Audience audience, String family, Difficulty difficulty, int rounds, Duration solveTime, double pressure) {
        this(audience, family, difficulty, rounds, solveTime, Duration.ZERO, pressure);
    }

    /**
     * Refuses what is no pressure.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public static void requirePressure(double pressure) {
        if (!(pressure >= 0 && pressure <= 1)) {
            throw new IllegalArgumentException("a pressure is " + pressure + " but must be 0 to 1");
        }
    }
}
