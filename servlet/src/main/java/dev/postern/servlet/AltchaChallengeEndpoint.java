package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Site;
import dev.postern.challenge.Work;
import dev.postern.challenge.WorkPrompt;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /altcha/challenge}: issues proof of work to ALTCHA's widget, in version 2 of its protocol (wire contract, section 4). */
final class AltchaChallengeEndpoint extends PageEndpoint {
    AltchaChallengeEndpoint(Gate gate) {
        super(gate, "GET", new ClientLimit("issue", gate::countIssue));
    }

    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        countFirst(request, response);
        FormData query = FormData.parseQuery(request.getQueryString());
        String action = ChallengeFields.action(query.first("action"));
        SiteKey key = caller(request, response, query.first("sitekey")).key();
        Challenge challenge = key.issue(work(key.site()).withAction(action));
        Json.write(response, 200, Reply.of(challenge, action));
    }

    /** As cheap as the site has it, whoever asks: the widget takes several times as long for each counter as ours does. */
    private static ChallengeRequest work(Site site) throws ProblemException {
        if (site.family(Work.NAME).isEmpty()) {
            throw new ProblemException(Problem.of(
                    400, "invalid-input", "This site offers no proof of work, which is what ALTCHA's widget does."));
        }
        return ChallengeRequest.of(site).withFamily(Work.NAME);
    }

    private record Reply(Parameters parameters, String signature) {
        static Reply of(Challenge challenge, String action) {
            return new Reply(
                    Parameters.of(
                            (WorkPrompt) challenge.prompt(),
                            challenge.expiresAt().getEpochSecond()),
                    AltchaPayload.signature(challenge.token().toString(), action));
        }
    }

    /**
     * What the widget works with. Its key is SHA-256 over salt, nonce and counter, which is what {@link WorkPrompt} says, with its salt in two halves; it is
     * content with the half of the target that is the prefix, and 16 bytes of it are enough that no other counter fits.
     */
    private record Parameters(
            String algorithm, int cost, long expiresAt, int keyLength, String keyPrefix, String nonce, String salt) {
        private static final int HALF = 32;

        static Parameters of(WorkPrompt prompt, long expiresAt) {
            return new Parameters(
                    "SHA-256",
                    1,
                    expiresAt,
                    32,
                    prompt.target().substring(0, HALF),
                    prompt.salt().substring(HALF),
                    prompt.salt().substring(0, HALF));
        }
    }
}
