package dev.postern.servlet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.servlet.http.Numbers;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of an answer: score and solve time are told to servers (section 1); a next challenge is a further round, or for pages (section 6) a step up. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VerdictReply(
        boolean success,
        boolean allowed,
        @Nullable Number score,
        @Nullable Long solveTimeMs,
        @Nullable String verificationToken,
        @Nullable Long expiresIn,
        @Nullable ChallengeReply next,
        @JsonProperty("error-codes") @Nullable List<String> errorCodes) {

    static VerdictReply forServers(Verdict verdict) {
        return new VerdictReply(
                verdict.success(),
                verdict.allowed(),
                Numbers.shortest(verdict.score()),
                verdict.solveTime().toMillis(),
                token(verdict),
                null,
                verdict.next().map(ChallengeReply::forServers).orElse(null),
                errors(verdict));
    }

    /** A page has to know for how long its pass is good, to renew it in time. */
    static VerdictReply forPages(Verdict verdict, Site site, @Nullable ChallengeReply next) {
        Long expiresIn = verdict.allowed() ? site.verificationLifetime().toSeconds() : null;
        return new VerdictReply(
                verdict.success(), verdict.allowed(), null, null, token(verdict), expiresIn, next, errors(verdict));
    }

    static VerdictReply missingInputForServers() {
        return new VerdictReply(false, false, 0, 0L, null, null, null, List.of("missing-input"));
    }

    static VerdictReply missingInputForPages() {
        return new VerdictReply(false, false, null, null, null, null, null, List.of("missing-input"));
    }

    private static @Nullable String token(Verdict verdict) {
        return verdict.verificationToken().map(UUID::toString).orElse(null);
    }

    private static @Nullable List<String> errors(Verdict verdict) {
        return verdict.success() ? null : List.of(verdict.outcome().code());
    }
}
