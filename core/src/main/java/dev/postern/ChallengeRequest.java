package dev.postern;

import dev.postern.score.Evidence;
import java.util.Locale;
import java.util.Optional;

/**
 * What a challenge is wanted for. Immutable; each method returns a changed copy.
 *
 * @param site the site that it is for
 * @param action what it is for, or {@link Action#NONE}
 * @param locale the locale that is wanted; the nearest on offer is taken, or the site's first
 * @param family the name of the family that is wanted; the site's first if absent
 * @param pressure how much the client has asked and failed lately, from 0 (nothing is known of it) to 1 (as much as it may): the
 *     dearer is proof of work, within what the site allows
 */
public record ChallengeRequest(
        Site site, String action, Optional<Locale> locale, Optional<String> family, double pressure) {
    /**
     * Checks all parts.
     *
     * @throws IllegalArgumentException if the action is not one, the site does not offer the family, or the pressure is not from 0 to 1
     */
    public ChallengeRequest {
        Action.requireValid(action);
        Evidence.requirePressure(pressure);
        if (family.isPresent() && site.family(family.get()).isEmpty()) {
            throw new IllegalArgumentException(site + " does not offer the family that was asked for");
        }
    }

    /** Any challenge of this site, for no action in particular. */
    public static ChallengeRequest of(Site site) {
        return new ChallengeRequest(site, Action.NONE, Optional.empty(), Optional.empty(), 0);
    }

    /** The same for this action. */
    public ChallengeRequest withAction(String action) {
        return new ChallengeRequest(site, action, locale, family, pressure);
    }

    /** The same, as near to this locale as the site's offer gets. */
    public ChallengeRequest withLocale(Locale locale) {
        return new ChallengeRequest(site, action, Optional.of(locale), family, pressure);
    }

    /** The same of this family. */
    public ChallengeRequest withFamily(String family) {
        return new ChallengeRequest(site, action, locale, Optional.of(family), pressure);
    }

    /** The same from a client that presses so much. */
    public ChallengeRequest withPressure(double pressure) {
        return new ChallengeRequest(site, action, locale, family, pressure);
    }
}
