package dev.postern.servlet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.Verification;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Numbers;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v2/challenges/siteverify}: redeems a pass for a site's server. */
final class RedeemEndpoint extends ServerEndpoint {
    RedeemEndpoint(Gate gate) {
        super(gate);
    }

    @Override
    void post(SiteKey key, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        JsonFields fields = json(request, false);
        Optional<String> token = fields.text("token");
        if (token.isEmpty()) {
            Json.write(response, 200, Reply.failure(fields.has("token") ? "invalid-input" : "missing-input"));
            return;
        }
        Reply reply = key.redeem(token.get(), Optional.empty())
                .map(Reply::success)
                .orElseGet(() -> Reply.failure("timeout-or-duplicate"));
        Json.write(response, 200, reply);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Reply(
            boolean success,
            @Nullable Number score,
            @Nullable Long solveTimeMs,
            @Nullable Long challengeTs,
            @Nullable String operationId,
            @Nullable String action,
            @Nullable String hostname,
            @Nullable String audience,
            @JsonProperty("error-codes") @Nullable List<String> errorCodes) {
        static Reply success(Verification verification) {
            return new Reply(
                    true,
                    Numbers.shortest(verification.score()),
                    verification.solveTime().toMillis(),
                    verification.issuedAt().toEpochMilli(),
                    verification.operation(),
                    verification.action().isEmpty() ? null : verification.action(),
                    verification.hostname().orElse(null),
                    verification.audience().name(),
                    null);
        }

        static Reply failure(String code) {
            return new Reply(false, null, null, null, null, null, null, null, List.of(code));
        }
    }
}
