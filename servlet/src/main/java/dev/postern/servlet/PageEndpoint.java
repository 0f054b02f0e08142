package dev.postern.servlet;

import dev.postern.Metrics;
import dev.postern.Site;
import dev.postern.account.KeyInUse;
import dev.postern.limit.Quota;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.RateLimitFields;
import dev.postern.servlet.http.SameOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
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

    private static final String EXPOSED =
            String.join(", ", "Retry-After", RateLimitFields.POLICY, RateLimitFields.LEFT);

    private final String method;
    private final ClientLimit limit;

    /** One that takes this method, as often as this limit allows. */
    PageEndpoint(Gate gate, String method, ClientLimit limit) {
        super(gate, gate.hasSitekeys() ? new String[] {method, "OPTIONS"} : new String[] {method});
        this.method = method;
        this.limit = limit;
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

    /** Counts the request before anything of it is read, where nothing in it can say that it is another site's. */
    final void countFirst(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        if (!gate().hasSitekeys()) {
            countForOwnSite(request, response);
        }
    }

    private void countForOwnSite(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        if (SameOrigin.isDisproven(request, gate().publicOrigin())) {
            throw crossOrigin("This resource is for pages of the same origin, or those that name their sitekey.");
        }
        limit.require(request, response, gate().site());
    }

    /**
     * The page that asks; a refusal if it may not, or asks too often: nobody's page must use up what its visitor may ask of another, or what a site's
     * own pages may.
     */
    final PageCaller caller(HttpServletRequest request, HttpServletResponse response, JsonFields fields)
            throws ProblemException {
        Optional<String> sitekey =
                fields.has("sitekey") ? fields.text("sitekey").or(() -> Optional.of("")) : Optional.empty();
        return caller(request, response, sitekey);
    }

    final PageCaller caller(HttpServletRequest request, HttpServletResponse response, Optional<String> named)
            throws ProblemException {
        if (named.isEmpty()) {
            if (gate().hasSitekeys()) { // else it is counted already
                countForOwnSite(request, response);
            }
            return new PageCaller(gate().siteKeys().own(), Hostname.of(request), false);
        }
        boolean foreign = SameOrigin.isDisproven(request, gate().publicOrigin());
        String sitekey = named.get();
        Optional<SiteKey> test = gate().testKeys().flatMap(keys -> keys.bySitekey(sitekey));
        if (test.isPresent()) {
            return new PageCaller(
                    test.get(), foreign ? anyForeignHost(request, response) : Hostname.of(request), false);
        }
        KeyInUse key = gate().siteKeys().requirePublished(request, sitekey);
        String host = foreign ? foreignHost(request, response, key.site()) : ownHost(request, key.site());
        limit.require(request, response, key.site());
        Quota ofKey = gate().told(Metrics.Limit.KEY, key.requests().tryOnce());
        RateLimitFields.require(response, "key", ofKey);
        boolean busy = 2 * ofKey.left() < ofKey.rate().times();
        return new PageCaller(gate().siteKeys().ofPage(key), host, busy);
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
        response.setHeader("Access-Control-Expose-Headers", EXPOSED);
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

    /**
     * How often a client may ask.
     *
     * @param name what clients are told that it is called
     * @param count counts one more request of a client to a site
     */
    record ClientLimit(String name, BiFunction<HttpServletRequest, Site, Quota> count) {
        void require(HttpServletRequest request, HttpServletResponse response, Site site) throws ProblemException {
            RateLimitFields.require(response, name, count.apply(request, site));
        }
    }

    private static ProblemException crossOrigin(String detail) {
        return new ProblemException(Problem.of(403, "cross-origin", detail));
    }
}
