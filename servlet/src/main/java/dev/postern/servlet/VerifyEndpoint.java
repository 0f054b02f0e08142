package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code POST /api/v2/challenges/verify}: verifies an answer for a site's server. */
final class VerifyEndpoint extends ServerEndpoint {
    VerifyEndpoint(Gate gate) {
        super(gate);
    }

    @Override
    void post(SiteKey key, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        JsonFields fields = json(request, false);
        if (!fields.has("token") || !fields.has("answer")) {
            Json.write(response, 200, VerdictReply.missingInputForServers());
            return;
        }
        AnswerRequest answer = AnswerFields.request(key.site(), fields);
        Json.write(response, 200, VerdictReply.forServers(key.verify(answer)));
    }
}
