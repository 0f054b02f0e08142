package dev.postern.servlet;

import dev.postern.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** A resource for pages of the same origin, which hold no secret (wire contract, section 6). */
abstract class PageEndpoint extends Endpoint {
    PageEndpoint(Gate gate) {
        super(gate);
    }

    /** The fields that a page of this origin sent. */
    final JsonFields fields(HttpServletRequest request, boolean mayBeEmpty) throws IOException, ProblemException {
        if (SameOrigin.isDisproven(request, gate().publicOrigin())) {
            throw new ProblemException(
                    Problem.of(403, "cross-origin", "This resource is for pages of the same origin."));
        }
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
