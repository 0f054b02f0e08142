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
        JsonFields fields = json(request, false);
        PageCaller caller = caller(request, response, fields, gate()::countVerify);
        if (!fields.has("token") || !fields.has("answer")) {
            Json.write(response, 200, VerdictReply.missingInputForPages());
            return;
        }
        AnswerRequest answer = AnswerFields.request(caller.key().site(), fields).withHostname(caller.hostname());
        Verdict verdict = caller.key().counted(gate().postern().verify(answer));
        boolean again = verdict.success() && !verdict.allowed();
        Json.write(response, 200, VerdictReply.forPages(verdict, again ? next(caller.key(), answer.action()) : null));
    }

    private ChallengeReply next(SiteKey key, String action) {
        ChallengeRequest wanted = ChallengeRequest.of(key.site()).withAction(action);
        return ChallengeReply.forPages(key.counted(gate().postern().issue(wanted)));
    }
}
