package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.Verification;
import dev.postern.analytics.Counter;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A key of a site of the configuration, or of an account.
 *
 * @param owned what an account's key has besides
 */
record KeyOfSite(Postern postern, Site site, Optional<Owned> owned) implements SiteKey {
    /**
     * What an account's key has besides.
     *
     * @param sitekey the publishable key beside it
     * @param counter what counts the site's challenges
     * @param isNew whether a pass that was redeemed with an idempotency key is so for the first time
     */
    record Owned(String sitekey, Counter counter, Predicate<UUID> isNew) {}

    @Override
    public boolean isBeside(String sitekey) {
        return owned.isEmpty() || owned.get().sitekey().equals(sitekey);
    }

    @Override
    public Challenge issue(ChallengeRequest request) {
        Challenge challenge = postern.issue(request);
        owned.ifPresent(key -> key.counter().issued());
        return challenge;
    }

    @Override
    public Verdict verify(AnswerRequest answer) {
        Verdict verdict = postern.verify(answer);
        owned.ifPresent(key -> key.counter().verified(verdict));
        return verdict;
    }

    @Override
    public Optional<Verification> redeem(String token, Optional<UUID> idempotencyKey) {
        Optional<Verification> redeemed = idempotencyKey.isPresent()
                ? postern.redeem(site, token, idempotencyKey.get())
                : postern.redeem(site, token);
        if (redeemed.isPresent()) {
            owned.filter(key -> idempotencyKey.isEmpty() || key.isNew().test(UUID.fromString(token)))
                    .ifPresent(key -> key.counter().redeemed());
        }
        return redeemed;
    }
}
