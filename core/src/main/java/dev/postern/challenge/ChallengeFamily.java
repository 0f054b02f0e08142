package dev.postern.challenge;

import dev.postern.Difficulty;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A kind of challenge. Implementations are stateless or thread-safe: one instance serves all threads of all sites.
 *
 * <p>Name, code and the order of operations are part of every token that was issued: they must be the same on all nodes
 * and must not change while challenges are in flight. New operations are added at the end.
 */
public interface ChallengeFamily {
    /** The name in the wire contract: {@code [a-z0-9-]}, 1 to 32 characters. */
    String name();

    /** The number that stands for this family in a token: 0 to 15, of which 0 to 7 are kept for built-in families. */
    int code();

    /** The operations' names in SCREAMING_SNAKE_CASE, 1 to 64 of them. A puzzle names its own by index. */
    List<String> operations();

    /** Whether {@link #compose} can serve this difficulty in this locale. */
    boolean supports(Difficulty difficulty, Locale locale);

    /**
     * Composes a puzzle with exactly one right answer.
     *
     * @param random the only source of chance to use; it belongs to the calling thread for the duration of the call
     * @throws IllegalArgumentException if {@link #supports} says no
     */
    Puzzle compose(Difficulty difficulty, Locale locale, RandomGenerator random);

    /** Whether it composes later rounds; false by default. */
    default boolean supportsRounds() {
        return false;
    }

    /**
     * Composes a puzzle of a later round, with exactly one right answer, which nobody can tell without the answer of the round before.
     *
     * @param random as in {@link #compose(Difficulty, Locale, RandomGenerator)}
     * @throws IllegalArgumentException if {@link #supports} says no
     * @throws UnsupportedOperationException if {@link #supportsRounds} does
     */
    default Puzzle compose(Difficulty difficulty, Locale locale, Round round, RandomGenerator random) {
        throw new UnsupportedOperationException(name() + " has no rounds");
    }
}
