package dev.postern;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What came of an answer.
 *
 * @param outcome how it ended
 * @param score 0 to 100 with one decimal; 0 unless the answer is right. See the scoring table in core's README.
 * @param solveTime from issue to answer by the server's clock, in whole milliseconds; zero where that is unknown
 * @param verificationToken the pass, present exactly if the outcome is {@link Outcome#ALLOWED}
 * @param next the challenge of the next round, present exactly if the outcome is {@link Outcome#NEXT_ROUND}
 */
public record Verdict(
        Outcome outcome, double score, Duration solveTime, Optional<UUID> verificationToken, Optional<Challenge> next) {
    /** One without a next round. */
    public Verdict(Outcome outcome, double score, Duration solveTime, Optional<UUID> verificationToken) {
        this(outcome, score, solveTime, verificationToken, Optional.empty());
    }

    /** How the verification of an answer ends. */
    public enum Outcome {
        /** The answer is right and its score reaches the site's minimum. */
        ALLOWED("allowed"),
        /** The answer is right, but its score does not reach the site's minimum. */
        LOW_SCORE("low-score"),
        /** The answer is right, and the site asks for one more round. The score counts at the last one. */
        NEXT_ROUND("next-round"),
        /** The answer is wrong, or the token was never issued, or for another site or action: these can't be told apart. */
        INCORRECT_ANSWER("incorrect-answer"),
        /** The challenge's lifetime is over. Whether the answer would have been right is not told. */
        EXPIRED("expired"),
        /** The challenge's one attempt was made before. Whether this answer is right is not told. */
        ALREADY_USED("already-used"),
        /** Token or answer has a form that none has; nothing was spent. */
        INVALID_INPUT("invalid-input");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        /** The code in the wire contract. */
        public String code() {
            return code;
        }
    }

    /** Whether the answer is right. */
    public boolean success() {
        return outcome == Outcome.ALLOWED || outcome == Outcome.LOW_SCORE || outcome == Outcome.NEXT_ROUND;
    }

    /** Whether the answer is right and its score reaches the site's minimum. */
    public boolean allowed() {
        return outcome == Outcome.ALLOWED;
    }

    /** Everything but the pass. */
    @Override
    public String toString() {
        return "Verdict[" + outcome + ", score=" + score + ", solveTime=" + solveTime + "]";
    }
}
