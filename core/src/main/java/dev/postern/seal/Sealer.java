package dev.postern.seal;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Seals challenges into tokens and opens tokens again. Nothing is kept in between: the token carries its own state, and its
 * seal tells whether an answer is the right one. Thread-safe.
 *
 * <p>A blind forgery has to hit the 40 bits of tag and seal. A genuine token gives one guess at the 24 bits of the seal, which
 * can't be tried without the secret.
 */
public final class Sealer {
    private final List<SealingKey> keys;
    private final Serials serials;

    /**
     * @param secrets the secret that seals, then those that only open; 32 bytes or more each
     * @param random for the order of serials, which tells nobody how many tokens were issued
     */
    public Sealer(List<byte[]> secrets, RandomGenerator random) {
        keys = secrets.stream().map(SealingKey::new).toList();
        serials = new Serials(random);
    }

    /** A token for a challenge that is issued at this time. No two such tokens of a node are alike in time and serial. */
    public UUID seal(long millis, String site, String action, Header header, String canonicalAnswer) {
        return seal(millis, 1, site, action, header, canonicalAnswer);
    }

    /**
     * A token for a round of a challenge. Tokens of later rounds have old times: two of them may be alike in time and serial, and still differ unless header and answer do not.
     *
     * @param millis when the first round was issued
     * @param round 1 to 3
     */
    public UUID seal(long millis, int round, String site, String action, Header header, String canonicalAnswer) {
        int serial = SealedToken.serial(round, serials.next());
        return keys.get(0)
                .seal(new Context(millis, serial, site, action), header, canonicalAnswer)
                .toUuid();
    }

    /** What the token says, if it was issued for this site and action under one of the secrets. */
    public Optional<Opened> open(UUID token, String site, String action, String canonicalAnswer) {
        Optional<SealedToken> sealed = SealedToken.of(token);
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        Context context = new Context(sealed.get().millis(), sealed.get().serial(), site, action);
        Optional<Opened> genuine = Optional.empty();
        for (SealingKey key : keys) { // all of them, so that a right answer takes as long as a wrong one
            Optional<Opened> opened = key.open(sealed.get(), context, canonicalAnswer);
            boolean better =
                    opened.isPresent() && (genuine.isEmpty() || opened.get().right());
            genuine = better ? opened : genuine;
        }
        return genuine;
    }

    /** When the token says that it was issued, in Unix milliseconds; anyone can write anything there. */
    public static long claimedMillis(UUID token) {
        return token.getMostSignificantBits() >>> 16;
    }

    /**
     * A token that is ours.
     *
     * @param millis when its first round was issued
     * @param round which round it is, from 1 on
     * @param right whether the answer that it was opened with is the right one
     */
    public record Opened(long millis, int round, Header header, boolean right) {}

    /** What stands in a token in the clear, and what it was issued for. */
    record Context(long millis, int serial, String site, String action) {}
}
