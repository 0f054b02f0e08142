package dev.postern.score;

import dev.postern.Audience;
import dev.postern.Difficulty;
import dev.postern.challenge.Work;
import java.time.Duration;

/**
 * The score of a right answer, from 10 to 100 with one decimal.
 *
 * <p>Of proof of work, which nobody reads, it is what is known of the client: 100 × (1 − pressure), at least 10. The solve time says nothing there but how fast
 * a machine is.
 *
 * <p>Of a question, of whatever family, it is how well its solve time fits whom the site wants, and less for a client that has asked or failed much lately: timing × (1 − 0.3 × pressure), at
 * least 10. For each audience and difficulty there is a band of four times, which are multiplied by the number of rounds. Between {@code from} and {@code until} the timing is 100. Below, it falls
 * in a straight line to 10 at {@code floor}, above, to 10 at {@code ceiling}; beyond both it stays 10, because the answer was
 * right all the same.
 *
 * <table>
 * <caption>Bands in milliseconds</caption>
 * <tr><th>audience</th><th>difficulty</th><th>floor</th><th>from</th><th>until</th><th>ceiling</th></tr>
 * <tr><td>HUMAN</td><td>EASY</td><td>800</td><td>2,500</td><td>240,000</td><td>320,000</td></tr>
 * <tr><td></td><td>MEDIUM</td><td>1,600</td><td>5,000</td><td>240,000</td><td>320,000</td></tr>
 * <tr><td></td><td>HARD</td><td>3,200</td><td>10,000</td><td>240,000</td><td>320,000</td></tr>
 * <tr><td>AGENT</td><td>EASY</td><td>150</td><td>600</td><td>8,000</td><td>30,000</td></tr>
 * <tr><td></td><td>MEDIUM</td><td>200</td><td>800</td><td>12,000</td><td>45,000</td></tr>
 * <tr><td></td><td>HARD</td><td>300</td><td>1,200</td><td>20,000</td><td>60,000</td></tr>
 * <tr><td>ANY</td><td></td><td colspan="2">as AGENT</td><td colspan="2">as HUMAN</td></tr>
 * </table>
 *
 * <p>Where the solve time is uncertain, because nodes' clocks are apart, the best one that it may have been counts.
 *
 * <p>Why: large models were seen to answer the easy texts in about 0.6 to 3 s, so what answers in a few milliseconds has not
 * read; a person needs seconds to read and type. The ceiling of {@code AGENT} is where a person who relays to a model, or
 * solves by hand, gets to. The times are a first choice, not yet measured on people or models.
 *
 * <p>What holds of it: more pressure never scores more, below the band a longer time never scores less, and above it a longer time never scores more.
 */
public final class Score {
    private static final double LEAST = 10;
    private static final double MOST = 100;
    private static final double LOST_TO_PRESSURE = 0.3;

    private Score() {}

    /** The score of a right answer with this evidence. */
    public static double of(Evidence evidence) {
        double score = evidence.family().equals(Work.NAME)
                ? MOST * (1 - evidence.pressure())
                : Band.of(evidence).score(evidence.solveTime(), evidence.uncertainty())
                        * (1 - LOST_TO_PRESSURE * evidence.pressure());
        return Math.round(Math.max(LEAST, score) * 10) / 10.0;
    }

    private record Band(long floor, long from, long until, long ceiling) {
        static Band of(Evidence evidence) {
            Audience audience = evidence.audience();
            Band quick = audience == Audience.HUMAN ? human(evidence.difficulty()) : agent(evidence.difficulty());
            Band slow = audience == Audience.AGENT ? agent(evidence.difficulty()) : human(evidence.difficulty());
            long rounds = evidence.rounds();
            return new Band(rounds * quick.floor, rounds * quick.from, rounds * slow.until, rounds * slow.ceiling);
        }

        private static Band human(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Band(800, 2_500, 240_000, 320_000);
                case MEDIUM -> new Band(1_600, 5_000, 240_000, 320_000);
                case HARD -> new Band(3_200, 10_000, 240_000, 320_000);
            };
        }

        private static Band agent(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Band(150, 600, 8_000, 30_000);
                case MEDIUM -> new Band(200, 800, 12_000, 45_000);
                case HARD -> new Band(300, 1_200, 20_000, 60_000);
            };
        }

        double score(Duration solveTime, Duration uncertainty) {
            long millis = solveTime.toMillis();
            long most = uncertainty.toMillis();
            if (millis < from) {
                return between(floor, Math.min(millis + most, from), from);
            }
            return millis <= until ? MOST : between(ceiling, Math.max(millis - most, until), until);
        }

        /** From the least at the worst time to the most at the best one. */
        private static double between(long worst, long millis, long best) {
            double share = (double) (millis - worst) / (best - worst);
            return LEAST + (MOST - LEAST) * Math.max(0, share);
        }
    }
}
