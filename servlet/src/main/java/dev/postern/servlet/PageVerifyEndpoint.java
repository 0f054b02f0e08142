package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.ChallengeRequest;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.challenge.ChallengeFamily;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /verify}: verifies an answer from a page. A right answer whose score is too low gets another challenge. */
final class PageVerifyEndpoint extends PageEndpoint {
    PageVerifyEndpoint(Gate gate) {
        super(gate, "POST", new ClientLimit("verify", gate::countVerify));
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ProblemException {
        countFirst(request, response);
        JsonFields fields = json(request, false);
        PageCaller caller = caller(request, response, fields);
        if (!fields.has("token") || !fields.has("answer")) {
            Json.write(response, 200, VerdictReply.missingInputForPages());
            return;
        }
        Site site = caller.key().site();
        AnswerRequest answer = AnswerFields.request(site, fields)
                .withHostname(caller.hostname())
                .withPressure(gate().pressure(request, site));
        Verdict verdict = caller.key().verify(answer);
        if (verdict.outcome() == Verdict.Outcome.INCORRECT_ANSWER) {
            gate().countFailure(request, site);
        }
        ChallengeReply next = verdict.next().map(ChallengeReply::forPages).orElse(null);
        if (verdict.outcome() == Verdict.Outcome.LOW_SCORE) {
            next = stepUp(caller.key(), answer.action());
        }
        Json.write(response, 200, VerdictReply.forPages(verdict, site, next));
    }

    /** A question, if the site asks any: whoever answers it has done what no history tells. */
    private static ChallengeReply stepUp(SiteKey key, String action) {
        ChallengeRequest wanted =
                ChallengeRequest.of(key.site()).withAction(action).withPressure(1);
        String family = key.site().questions().map(ChallengeFamily::name).orElse(null);
        return ChallengeReply.forPages(key.issue(family == null ? wanted : wanted.withFamily(family)));
    }
}
