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
 * @param pressure how much the client has asked and failed lately, from 0 (nothing is known of it) to 1 (as much as it may)
 */
public record Evidence(
        Audience audience, String family, Difficulty difficulty, int rounds, Duration solveTime, double pressure) {
    /**
     * Checks rounds and pressure.
     *
     * @throws IllegalArgumentException if there is no round, or the pressure is not from 0 to 1
     */
    public Evidence {
        if (rounds < 1) {
            throw new IllegalArgumentException("there is one round at least, not " + rounds);
        }
        requirePressure(pressure);
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
