package dev.postern.servlet;

import dev.postern.Challenge;
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
        Challenge challenge = gate().postern().issue(ChallengeFields.request(key.site(), json(request, true)));
        Json.write(response, 200, ChallengeReply.forServers(key.counted(challenge)));
    }
}
