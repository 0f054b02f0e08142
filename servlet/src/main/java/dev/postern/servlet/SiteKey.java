package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.Verification;
import dev.postern.analytics.Counter;
import java.util.Optional;

/**
 * A key in force.
 *
 * @param site the site that it stands for
 * @param counter what counts the site's challenges, if its owner has an account
 */
record SiteKey(Site site, Optional<Counter> counter) {
    /** A key of a site that stands in the configuration. */
    static SiteKey of(Site site) {
        return new SiteKey(site, Optional.empty());
    }

    Challenge counted(Challenge issued) {
        counter.ifPresent(Counter::issued);
        return issued;
    }

    Verdict counted(Verdict verdict) {
        counter.ifPresent(c -> c.verified(verdict));
        return verdict;
    }

    Optional<Verification> counted(Optional<Verification> redeemed) {
        if (redeemed.isPresent()) {
            counter.ifPresent(Counter::redeemed);
        }
        return redeemed;
    }
}
