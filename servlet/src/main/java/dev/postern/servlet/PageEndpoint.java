package dev.postern.servlet;

import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A resource for pages, which hold no secret (wire contract, section 6): of the same origin, or of another that a publishable key's site names as one of its
 * hosts. What other pages may read is said by CORS; none sends cookies.
 */
abstract class PageEndpoint extends GateEndpoint {
    private static final int LONGEST_ORIGIN = 300;

    PageEndpoint(Gate gate) {
        super(gate, gate.service().isPresent() ? new String[] {"POST", "OPTIONS"} : new String[] {"POST"});
    }

    /** Answers a browser that asks what a page of another origin may send; which pages may read the reply, the key in the body says. */
    @Override
    protected final void options(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Vary", "Origin");
        response.setHeader("Allow", "POST, OPTIONS");
        String origin = request.getHeader("Origin");
        if (origin != null && hostOf(origin).isPresent()) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Methods", "POST");
            response.setHeader("Access-Control-Allow-Headers", "Content-Type");
            response.setHeader("Access-Control-Max-Age", "600");
        }
        Json.writeNothing(response);
    }

    /** The page that asks; a refusal if it may not: nobody's page must use up what its visitor may ask of another. */
    final PageCaller caller(HttpServletRequest request, HttpServletResponse response, JsonFields fields)
            throws ProblemException {
        boolean foreign = SameOrigin.isDisproven(request, gate().publicOrigin());
        if (!fields.has("sitekey")) {
            if (foreign) {
                throw crossOrigin("This resource is for pages of the same origin, or those that name their sitekey.");
            }
            return new PageCaller(SiteKey.of(gate().site()), Hostname.of(request));
        }
        SiteKey key = gate().siteKeys()
                .requirePublished(request, fields.text("sitekey").orElse(""));
        return new PageCaller(key, foreign ? foreignHost(request, response, key) : Hostname.of(request));
    }

    private static String foreignHost(HttpServletRequest request, HttpServletResponse response, SiteKey key)
            throws ProblemException {
        response.setHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        Optional<String> host = origin == null ? Optional.empty() : hostOf(origin);
        if (host.filter(key.site().hostnames()::contains).isEmpty()) {
            throw crossOrigin("The hostnames of this sitekey don't have the page's host among them.");
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
        return host.get();
    }

    /** The host in an origin that a browser wrote; none in {@code null}, and in what is no origin. */
    private static Optional<String> hostOf(String origin) {
        if (origin.length() > LONGEST_ORIGIN) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(origin);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getRawPath().isEmpty() && uri.getRawUserInfo() == null && uri.getRawQuery() == null;
            return web && bare
                    ? Optional.ofNullable(uri.getHost()).map(host -> host.toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static ProblemException crossOrigin(String detail) {
        return new ProblemException(Problem.of(403, "cross-origin", detail));
    }
}
