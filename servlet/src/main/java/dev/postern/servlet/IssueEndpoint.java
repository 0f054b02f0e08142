package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /api/v2/challenges}: issues a challenge to a site's server. */
final class IssueEndpoint extends ServerEndpoint {
    IssueEndpoint(Gate gate) {
        super(gate);
    }

    @Override
    void post(SiteKey key, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        ChallengeRequest wanted = ChallengeFields.request(key.site(), json(request, true));
        Challenge challenge = key.issue(wanted.family().isPresent() ? wanted : inWords(wanted));
        Json.write(response, 200, ChallengeReply.forServers(challenge));
    }

    /** Clients of this resource expect a question, if the site asks any; of proof of work they know nothing but its name. */
    private static ChallengeRequest inWords(ChallengeRequest wanted) {
        return wanted.site()
                .questions()
                .map(family -> wanted.withFamily(family.name()))
                .orElse(wanted);
    }
}
