package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.Site;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;

/** What a client says when it answers a challenge. */
final class AnswerFields {
    private AnswerFields() {}

    /** A token that is no string and an answer that is neither string nor number are empty, which no valid one is. */
    static AnswerRequest request(Site site, JsonFields fields) throws ProblemException {
        String token = fields.text("token").orElse("");
        String answer = fields.textOrNumber("answer").orElse("");
        AnswerRequest request = AnswerRequest.of(site, token, answer).withAction(ChallengeFields.action(fields));
        return ChallengeFields.locale(fields).map(request::withLocale).orElse(request);
    }
}
