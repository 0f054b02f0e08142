package dev.postern.servlet;

import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A resource for a site's own server, which says which site it is by its secret key (wire contract, section 1). */
abstract class ServerEndpoint extends GateEndpoint {
    private static final String KEY_HEADER = "X-API-Key";

    ServerEndpoint(Gate gate) {
        super(gate, "POST");
    }

    /** Answers a POST with this key. */
    abstract void post(SiteKey key, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException;

    @Override
    protected final void post(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ProblemException {
        post(key(request, response), request, response);
    }

    private SiteKey key(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        String key = request.getHeader(KEY_HEADER);
        try {
            return gate().siteKeys().require(request, response, key == null ? "" : key);
        } catch (ProblemException e) {
            if (e.problem().status() != HttpServletResponse.SC_UNAUTHORIZED) {
                throw e;
            }
            response.setHeader("WWW-Authenticate", "ApiKey header=\"" + KEY_HEADER + "\"");
            throw new ProblemException(Problem.of(
                    401, "invalid-api-key", "The header " + KEY_HEADER + " must hold a secret key that is in force."));
        }
    }
}
