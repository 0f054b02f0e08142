package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /challenge}: issues a challenge to a page. */
final class PageChallengeEndpoint extends PageEndpoint {
    PageChallengeEndpoint(Gate gate) {
        super(gate, "POST", new ClientLimit("issue", gate::countIssue));
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        countFirst(request, response);
        JsonFields fields = json(request, true);
        PageCaller caller = caller(request, response, fields);
        SiteKey key = caller.key();
        ChallengeRequest wanted = ChallengeFields.request(key.site(), fields);
        Challenge challenge = key.issue(gate().underPressure(wanted, request, caller.isBusy()));
        Json.write(response, 200, ChallengeReply.forPages(challenge));
    }
}
