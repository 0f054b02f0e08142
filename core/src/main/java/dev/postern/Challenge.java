package dev.postern;

import dev.postern.challenge.Prompt;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * An issued challenge: all of it is for the client.
 *
 * @param token what the client sends back with its answer
 * @param family the family's name
 * @param prompt what the client is shown
 * @param locale the language of what there is to read in it
 * @param lifetime how long it can be answered, from its issue on
 */
public record Challenge(UUID token, String family, Prompt prompt, Locale locale, Duration lifetime) {
    /** Names the family alone. */
    @Override
    public String toString() {
        return "Challenge[" + family + "]";
    }
}
