package dev.postern;

import dev.postern.score.Evidence;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer to verify, as the client sent it: nothing in it is trusted. Immutable; each method returns a changed copy.
 *
 * @param site the site that the challenge has to be of
 * @param token the challenge's token
 * @param answer the answer
 * @param action the action that the challenge has to be for
 * @param hostname the host that the answer came to or from, to be told with the pass
 * @param locale the locale that a next round is wanted in; the nearest on offer is taken, or the site's first
 * @param pressure how much the client has asked and failed lately, from 0 (nothing is known of it) to 1 (as much as it may): the
 *     less is proof of work worth from it
 */
public record AnswerRequest(
        Site site,
        String token,
        String answer,
        String action,
        Optional<String> hostname,
        Optional<Locale> locale,
        double pressure) {
    private static final int LONGEST_HOSTNAME = 253;

    /**
     * Checks action, hostname and pressure, which the caller knows.
     *
     * @throws IllegalArgumentException if the action is not one, the hostname has more than 253 characters, or the pressure is not from 0 to 1
     */
    public AnswerRequest {
        Action.requireValid(action);
        Evidence.requirePressure(pressure);
        if (hostname.isPresent() && hostname.get().length() > LONGEST_HOSTNAME) {
            throw new IllegalArgumentException("a hostname must have at most " + LONGEST_HOSTNAME + " characters");
        }
    }

    /** An answer to a challenge of this site for no action in particular. */
    public static AnswerRequest of(Site site, String token, String answer) {
        return new AnswerRequest(site, token, answer, Action.NONE, Optional.empty(), Optional.empty(), 0);
    }

    /** The same for a challenge of this action. */
    public AnswerRequest withAction(String action) {
        return new AnswerRequest(site, token, answer, action, hostname, locale, pressure);
    }

    /** The same with the host that it came to or from. */
    public AnswerRequest withHostname(String hostname) {
        return new AnswerRequest(site, token, answer, action, Optional.of(hostname), locale, pressure);
    }

    /** The same with a next round, if there is to be one, as near to this locale as the site's offer gets. */
    public AnswerRequest withLocale(Locale locale) {
        return new AnswerRequest(site, token, answer, action, hostname, Optional.of(locale), pressure);
    }

    /** The same from a client that presses so much. */
    public AnswerRequest withPressure(double pressure) {
        return new AnswerRequest(site, token, answer, action, hostname, locale, pressure);
    }

    /** Names the site alone. */
    @Override
    public String toString() {
        return "AnswerRequest[" + site.id() + "]";
    }
}
