package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.Verification;
import dev.postern.servlet.http.Uuids;
import java.util.Optional;
import java.util.UUID;

/** A key in force, or no key where pages of the same origin ask: what is done for whoever brought it. */
interface SiteKey {
    /** The site that it stands for. */
    Site site();

    /** Whether this is the publishable key beside it. A site of the configuration has none, so there any other word is as good. */
    boolean isBeside(String sitekey);

    Challenge issue(ChallengeRequest request);

    Verdict verify(AnswerRequest answer);

    /** Who asks again with the same idempotency key gets the same reply. */
    Optional<Verification> redeem(String token, Optional<UUID> idempotencyKey);

    /** What siteverify calls a token that was not redeemed. */
    default String refusal(String token) {
        return Uuids.isUuid(token) ? "timeout-or-duplicate" : "invalid-input-response";
    }
}
