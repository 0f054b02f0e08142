package dev.postern.servlet;

import dev.postern.Action;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.Uuids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What ALTCHA's widget submits (wire contract, section 4): JSON in Base64. It echoes the challenge's parameters, which nobody looks at: what counts is the token
 * in its signature, and the counter.
 *
 * @param token the challenge's token
 * @param action what the client says that the challenge was for, which the token's seal proves or not
 * @param counter the answer
 */
record AltchaPayload(String token, String action, String counter) {
    /** Some 600 are in use. */
    private static final int LONGEST = 4096;

    private static final int TOKEN_LENGTH = 36;
    private static final Pattern COUNTER = Pattern.compile("\\d{1,10}");

    /** What stands in a challenge as its signature. */
    static String signature(String token, String action) {
        return action.equals(Action.NONE) ? token : token + ":" + action;
    }

    /**
     * Reads a payload.
     *
     * @throws ProblemException if it is none, or one of version 1
     */
    static AltchaPayload read(String base64) throws ProblemException {
        JsonFields payload = json(base64).orElseThrow(() -> invalid("It is not what ALTCHA's widget submits."));
        Optional<String> signature = payload.object("challenge").flatMap(challenge -> challenge.text("signature"));
        Optional<String> counter = payload.object("solution")
                .flatMap(solution -> solution.textOrNumber("counter"))
                .filter(text -> COUNTER.matcher(text).matches());
        if (payload.has("number") || payload.text("challenge").isPresent()) {
            throw invalid(
                    "It is of ALTCHA's version 1, which is not spoken here: the widget must be of version 3, and get its"
                            + " challenge from here.");
        }
        if (signature.isEmpty() || counter.isEmpty()) {
            throw invalid("It holds no challenge, or no solution of one.");
        }
        return of(signature.get(), counter.get());
    }

    private static AltchaPayload of(String signature, String counter) throws ProblemException {
        int end = Math.min(TOKEN_LENGTH, signature.length());
        String token = signature.substring(0, end);
        String action = signature.length() > end + 1 ? signature.substring(end + 1) : Action.NONE;
        if (!Uuids.isUuid(token) || !Action.isValid(action) || !signature.equals(signature(token, action))) {
            throw invalid("Its challenge was not issued here.");
        }
        return new AltchaPayload(token, action, counter);
    }

    private static Optional<JsonFields> json(String base64) {
        if (base64.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return JsonFields.read(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory
        }
    }

    private static ProblemException invalid(String why) {
        return new ProblemException(Problem.of(403, "invalid-input", "The field altcha can't be read. " + why));
    }

    /** Tells nothing of what was brought. */
    @Override
    public String toString() {
        return "AltchaPayload";
    }
}
