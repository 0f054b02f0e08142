package dev.postern.score;

import dev.postern.Audience;
import dev.postern.challenge.Work;
import java.time.Duration;

/**
 * The score of a right answer, from 10 to 100 with one decimal.
 *
 * <p>Of proof of work, which nobody reads, it is what is known of the client: 100 × (1 − pressure), at least 10. The solve time says nothing there but how fast
 * a machine is.
 *
 * <p>Of any other challenge it is how well its solve time fits whom the site wants. For each audience there is a band of four times. Between {@code from} and {@code until} the score is 100. Below, it falls
 * in a straight line to 10 at {@code floor}, above, to 10 at {@code ceiling}; beyond both it stays 10, because the answer was
 * right all the same.
 *
 * <table>
 * <caption>Bands in milliseconds</caption>
 * <tr><th>audience</th><th>floor</th><th>from</th><th>until</th><th>ceiling</th></tr>
 * <tr><td>HUMAN</td><td>800</td><td>2,500</td><td>240,000</td><td>320,000</td></tr>
 * <tr><td>AGENT</td><td>150</td><td>600</td><td>8,000</td><td>30,000</td></tr>
 * <tr><td>ANY</td><td>150</td><td>600</td><td>240,000</td><td>320,000</td></tr>
 * </table>
 *
 * <p>Why: large models were seen to answer such texts in about 0.6 to 3 s, so what answers in a few milliseconds has not
 * read; a person needs seconds to read and type. The ceiling of {@code AGENT} is where a person who relays to a model, or
 * solves by hand, gets to. The times are a first choice, not yet measured on people or models.
 */
public final class Score {
    private static final double LEAST = 10;
    private static final double MOST = 100;

    private Score() {}

    /** The score of a right answer with this evidence. */
    public static double of(Evidence evidence) {
        double score = evidence.family().equals(Work.NAME)
                ? Math.max(LEAST, MOST * (1 - evidence.pressure()))
                : Band.of(evidence.audience()).score(evidence.solveTime());
        return Math.round(score * 10) / 10.0;
    }

    private record Band(long floor, long from, long until, long ceiling) {
        private static final Band HUMAN = new Band(800, 2_500, 240_000, 320_000);
        private static final Band AGENT = new Band(150, 600, 8_000, 30_000);
        private static final Band ANY = new Band(150, 600, 240_000, 320_000);

        static Band of(Audience audience) {
            return switch (audience) {
                case HUMAN -> HUMAN;
                case AGENT -> AGENT;
                case ANY -> ANY;
            };
        }

        double score(Duration solveTime) {
            long millis = solveTime.toMillis();
            if (millis < from) {
                return between(floor, millis, from);
            }
            return millis <= until ? MOST : between(ceiling, millis, until);
        }

        /** From the least at the worst time to the most at the best one. */
        private static double between(long worst, long millis, long best) {
            double share = (double) (millis - worst) / (best - worst);
            return LEAST + (MOST - LEAST) * Math.max(0, share);
        }
    }
}
