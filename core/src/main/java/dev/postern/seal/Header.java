package dev.postern.seal;

import dev.postern.Difficulty;
import java.util.List;

/**
 * What a token says of its challenge to whoever has the secret.
 *
 * @param family the family's code, 0 to 15
 * @param operation the operation's index, 0 to 63
 */
public record Header(int family, int operation, Difficulty difficulty) {
    /** A difficulty's place here is its number in tokens, so the order never changes. */
    private static final List<Difficulty> DIFFICULTIES = List.of(Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD);

    /** Refuses what 12 bits can't hold. */
    public Header {
        if (family < 0 || family > 15 || operation < 0 || operation > 63) {
            throw new IllegalArgumentException(
                    "family " + family + " must be 0 to 15, operation " + operation + " 0 to 63");
        }
    }

    /** The header as 12 bits. */
    public int toBits() {
        return (family << 8) | (operation << 2) | DIFFICULTIES.indexOf(difficulty);
    }

    /** Takes any 12 bits: the fourth difficulty of a forged header reads as the hardest one. Its seal doesn't match. */
    public static Header ofBits(int bits) {
        int difficulty = Math.min(bits & 3, DIFFICULTIES.size() - 1);
        return new Header(bits >>> 8, (bits >>> 2) & 63, DIFFICULTIES.get(difficulty));
    }
}
