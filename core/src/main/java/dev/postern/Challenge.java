package dev.postern;

import dev.postern.challenge.Prompt;
import dev.postern.seal.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * An issued challenge: all of it is for the client.
 *
 * @param token what the client sends back with its answer
 * @param family the family's name
 * @param prompt what the client is shown
 * @param locale the language of what there is to read in it
 * @param lifetime how long it can be answered, from its issue on; from that of the first round on, where there are several
 * @param left how much of that was left when the answer before came: all of it in the first round, and more than nothing in later ones
 */
public record Challenge(UUID token, String family, Prompt prompt, Locale locale, Duration lifetime, Duration left) {
    /** From when on it can't be answered any more, to the millisecond. */
    public Instant expiresAt() {
        return Instant.ofEpochMilli(Sealer.claimedMillis(token)).plus(lifetime);
    }

    /** Names the family alone. */
    @Override
    public String toString() {
        return "Challenge[" + family + "]";
    }
}
