package dev.postern.servlet;

import dev.postern.Site;
import dev.postern.account.KeyInUse;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource for pages, which hold no secret (wire contract, section 6): of the same origin, or of another that a publishable key's site names as one of its
 * hosts. What other pages may read is said by CORS; none sends cookies.
 */
abstract class PageEndpoint extends GateEndpoint {
    private static final int LONGEST_ORIGIN = 300;
    private static final Pattern ORIGIN =
            Pattern.compile("https?://([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?");

    private final String method;

    /** One that takes this method. */
    PageEndpoint(Gate gate, String method) {
        super(gate, gate.hasSitekeys() ? new String[] {method, "OPTIONS"} : new String[] {method});
        this.method = method;
    }

    /** Answers a browser that asks what a page of another origin may send; which pages may read the reply, the key in the body says. */
    @Override
    protected final void options(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Vary", "Origin");
        response.setHeader("Allow", method + ", OPTIONS");
        String origin = request.getHeader("Origin");
        if (origin != null && hostOf(origin).isPresent()) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Methods", method);
            response.setHeader("Access-Control-Allow-Headers", "Content-Type");
            response.setHeader("Access-Control-Max-Age", "600");
        }
        Json.writeNothing(response);
    }

    /**
     * The page that asks; a refusal if it may not, or asks too often: nobody's page must use up what its visitor may ask of another, or what a site's
     * own pages may.
     */
    final PageCaller caller(
            HttpServletRequest request, HttpServletResponse response, JsonFields fields, ClientLimit limit)
            throws ProblemException {
        Optional<String> sitekey =
                fields.has("sitekey") ? fields.text("sitekey").or(() -> Optional.of("")) : Optional.empty();
        return caller(request, response, sitekey, limit);
    }

    final PageCaller caller(
            HttpServletRequest request, HttpServletResponse response, Optional<String> named, ClientLimit limit)
            throws ProblemException {
        boolean foreign = SameOrigin.isDisproven(request, gate().publicOrigin());
        if (named.isEmpty()) {
            if (foreign) {
                throw crossOrigin("This resource is for pages of the same origin, or those that name their sitekey.");
            }
            ProblemException.requireNoWait(limit.count(request, gate().site()));
            return new PageCaller(gate().siteKeys().own(), Hostname.of(request));
        }
        String sitekey = named.get();
        Optional<SiteKey> test = gate().testKeys().flatMap(keys -> keys.bySitekey(sitekey));
        if (test.isPresent()) {
            return new PageCaller(test.get(), foreign ? anyForeignHost(request, response) : Hostname.of(request));
        }
        KeyInUse key = gate().siteKeys().requirePublished(request, sitekey);
        String host = foreign ? foreignHost(request, response, key.site()) : ownHost(request, key.site());
        ProblemException.requireNoWait(limit.count(request, key.site()));
        return new PageCaller(gate().siteKeys().fromPage(key), host);
    }

    private static String ownHost(HttpServletRequest request, Site site) throws ProblemException {
        String host = Hostname.of(request);
        if (!Hostname.isAllowed(Optional.of(host), site)) {
            throw notAmongHostnames();
        }
        return host;
    }

    private static ProblemException notAmongHostnames() {
        return crossOrigin("The hostnames of this sitekey don't have the page's host among them.");
    }

    private static String foreignHost(HttpServletRequest request, HttpServletResponse response, Site site)
            throws ProblemException {
        return foreignHost(request, response, site.hostnames()::contains);
    }

    private static String anyForeignHost(HttpServletRequest request, HttpServletResponse response)
            throws ProblemException {
        return foreignHost(request, response, host -> true);
    }

    private static String foreignHost(
            HttpServletRequest request, HttpServletResponse response, Predicate<String> isAllowed)
            throws ProblemException {
        response.setHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        Optional<String> host = origin == null ? Optional.empty() : hostOf(origin);
        if (host.filter(isAllowed).isEmpty()) {
            throw notAmongHostnames();
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
        Matcher matcher = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Counts one more request of a client to a site; how long to wait if there were too many. */
    interface ClientLimit {
        Optional<Duration> count(HttpServletRequest request, Site site);
    }

    private static ProblemException crossOrigin(String detail) {
        return new ProblemException(Problem.of(403, "cross-origin", detail));
    }
}
