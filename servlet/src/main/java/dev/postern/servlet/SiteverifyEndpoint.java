package dev.postern.servlet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.AnswerRequest;
import dev.postern.Verdict;
import dev.postern.Verification;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.MediaType;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.Uuids;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /siteverify}: redeems a pass as reCAPTCHA's clients ask for it (wire contract, section 3). It answers 200 with
 * {@code success}, whatever is wrong with the request.
 */
final class SiteverifyEndpoint extends GateEndpoint {
    SiteverifyEndpoint(Gate gate) {
        super(gate, "POST");
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        Json.write(response, 200, reply(request, response, fields(request)));
    }

    @Override
    protected void refuse(HttpServletResponse response, Problem problem) throws IOException {
        Json.setStatus(response, problem);
        switch (problem.status()) {
            case 401, 403 -> Json.write(response, 200, Reply.failure("invalid-input-secret"));
            case 429 ->
                Json.write(
                        response,
                        200,
                        Reply.failure("internal-error")); // of all codes the one after which clients try again
            default -> {
                boolean ours = problem.status() >= 500;
                Json.write(
                        response,
                        ours ? problem.status() : 200,
                        Reply.failure(ours ? "internal-error" : "bad-request"));
            }
        }
    }

    private static Function<String, Optional<String>> fields(HttpServletRequest request)
            throws IOException, ProblemException {
        return MediaType.of(request.getContentType()) == MediaType.FORM
                ? FormData.parse(body(request))::first
                : json(request, false)::text;
    }

    private Reply reply(
            HttpServletRequest request, HttpServletResponse response, Function<String, Optional<String>> fields)
            throws ProblemException {
        Optional<String> secret = text(fields, "secret");
        Optional<String> sitekey = text(fields, "sitekey");
        Optional<String> token = text(fields, "response");
        Optional<String> idempotencyKey = text(fields, "idempotency_key");
        if (secret.isEmpty()) {
            return Reply.failure("missing-input-secret");
        }
        SiteKey key = gate().siteKeys().require(request, response, secret.get());
        if (sitekey.isPresent() && !key.isBeside(sitekey.get())) {
            return Reply.failure("invalid-input-secret");
        }
        if (token.isEmpty()) {
            return Reply.failure("missing-input-response");
        }
        if (idempotencyKey.isPresent() && !Uuids.isUuid(idempotencyKey.get())) {
            return Reply.failure("bad-request");
        }
        Optional<Verification> redeemed = key.redeem(token.get(), idempotencyKey.map(UUID::fromString));
        if (redeemed.isPresent() || Uuids.isUuid(token.get())) {
            return redeemed(key, token.get(), redeemed);
        }
        Optional<AltchaPayload> payload = altcha(token.get());
        return payload.isPresent() ? verified(key, payload.get()) : Reply.failure(key.refusal(token.get()));
    }

    private static Reply redeemed(SiteKey key, String token, Optional<Verification> redeemed) {
        return redeemed.map(Reply::success).orElseGet(() -> Reply.failure(key.refusal(token)));
    }

    private static Optional<AltchaPayload> altcha(String response) {
        try {
            return Optional.of(AltchaPayload.read(response));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** What ALTCHA's widget submits is an answered challenge: here it becomes a pass, and that is redeemed. */
    private static Reply verified(SiteKey key, AltchaPayload payload) {
        AnswerRequest answer =
                AnswerRequest.of(key.site(), payload.token(), payload.counter()).withAction(payload.action());
        Verdict verdict = key.verify(answer);
        return switch (verdict.outcome()) {
            case ALLOWED -> {
                String pass = verdict.verificationToken().orElseThrow().toString();
                yield redeemed(key, pass, key.redeem(pass, Optional.empty()));
            }
            case EXPIRED, ALREADY_USED -> Reply.failure("timeout-or-duplicate");
            case INCORRECT_ANSWER, INVALID_INPUT, LOW_SCORE, NEXT_ROUND -> Reply.failure("invalid-input-response");
        };
    }

    private static Optional<String> text(Function<String, Optional<String>> fields, String name) {
        return fields.apply(name).filter(text -> !text.isEmpty());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Reply(
            boolean success,
            @JsonProperty("challenge_ts") @Nullable String challengeTs,
            @Nullable String hostname,
            @Nullable String action,
            @Nullable Double score,
            @JsonProperty("error-codes") List<String> errorCodes) {
        static Reply success(Verification verification) {
            return new Reply(
                    true,
                    Json.timestamp(verification.issuedAt()),
                    verification.hostname().orElse(null),
                    verification.action().isEmpty() ? null : verification.action(),
                    Math.round(10 * verification.score()) / 1000.0, // a score has one decimal: no 0.35700000000000004
                    List.of());
        }

        static Reply failure(String code) {
            return new Reply(false, null, null, null, null, List.of(code));
        }
    }
}
