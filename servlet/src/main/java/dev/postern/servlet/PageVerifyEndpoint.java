package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.ChallengeRequest;
import dev.postern.Verdict;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /verify}: verifies an answer from a page. A right answer whose score is too low gets another challenge. */
final class PageVerifyEndpoint extends PageEndpoint {
    PageVerifyEndpoint(Gate gate) {
        super(gate);
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        requireSameOrigin(request);
        requireNoWait(gate().countVerify(request));
        JsonFields fields = fields(request, false);
        if (!fields.has("token") || !fields.has("answer")) {
            Json.write(response, 200, VerdictReply.missingInputForPages());
            return;
        }
        AnswerRequest answer = AnswerFields.request(site(), fields).withHostname(Hostname.of(request));
        Verdict verdict = gate().postern().verify(answer);
        boolean again = verdict.success() && !verdict.allowed();
        Json.write(response, 200, VerdictReply.forPages(verdict, again ? next(answer.action()) : null));
    }

    private ChallengeReply next(String action) {
        ChallengeRequest wanted = ChallengeRequest.of(site()).withAction(action);
        return ChallengeReply.forPages(gate().postern().issue(wanted));
    }
}
