package dev.postern.servlet;

import dev.postern.Site;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** A resource for pages of the same origin, which hold no secret (wire contract, section 6). */
abstract class PageEndpoint extends GateEndpoint {
    PageEndpoint(Gate gate) {
        super(gate);
    }

    /** First of all: another origin's page must not use up what its visitor may ask of this one. */
    final void requireSameOrigin(HttpServletRequest request) throws ProblemException {
        if (SameOrigin.isDisproven(request, gate().publicOrigin())) {
            throw new ProblemException(
                    Problem.of(403, "cross-origin", "This resource is for pages of the same origin."));
        }
    }

    /** The fields that a page sent. */
    final JsonFields fields(HttpServletRequest request, boolean mayBeEmpty) throws IOException, ProblemException {
        JsonFields fields = json(request, mayBeEmpty);
        if (fields.has("sitekey")) {
            throw new ProblemException(Problem.of(400, "unknown-sitekey", "No site has this publishable key."));
        }
        return fields;
    }

    final Site site() {
        return gate().site();
    }
}
