package dev.postern.servlet;

import dev.postern.servlet.http.BodyWaits;
import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.FileEndpoint;
import dev.postern.servlet.http.Json;
import dev.postern.servlet.widget.WidgetFiles;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers Postern's own paths before the application sees them. A filter, because a servlet would never be asked where the
 * application's first filter answers by itself.
 */
final class EndpointFilter implements Filter {
    private final Map<String, Endpoint> endpoints;
    private final BodyWaits waits;

    EndpointFilter(Gate gate) {
        waits = gate.bodyWaits();
        String mount = gate.mount();
        Endpoint siteverify = new SiteverifyEndpoint(gate);
        Map<String, Endpoint> all = new HashMap<>(Map.of(
                "/api/v2/challenges", new IssueEndpoint(gate),
                "/api/v2/challenges/verify", new VerifyEndpoint(gate),
                "/api/v2/challenges/siteverify", new RedeemEndpoint(gate),
                "/siteverify", siteverify,
                "/recaptcha/api/siteverify", siteverify,
                "/turnstile/v0/siteverify", siteverify,
                "/challenge", new PageChallengeEndpoint(gate),
                "/verify", new PageVerifyEndpoint(gate),
                "/altcha/challenge", new AltchaChallengeEndpoint(gate)));
        all.put("/openapi.json", new FileEndpoint(EndpointFilter.class, "openapi.json", Json.TYPE, Map.of()));
        all.put(
                "/challenge-page.js",
                new FileEndpoint(EndpointFilter.class, "challenge-page.js", "text/javascript;charset=utf-8", Map.of()));
        if (gate.health()) {
            all.put("/health/live", new LiveEndpoint());
            all.put("/health/ready", new ReadyEndpoint(gate));
        }
        gate.metricsEndpoint().ifPresent(metrics -> all.put("/metrics", metrics));
        all.putAll(WidgetFiles.endpoints());
        all.putAll(gate.service()
                .map(service -> ServiceEndpoints.of(service, gate))
                .orElseGet(() -> ServiceEndpoints.off(gate.whyNoService())));
        endpoints = all.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> mount + entry.getKey(), Map.Entry::getValue));
    }

    /** The paths that are answered here, for the filter's mapping; with {@code *} for a last segment of any name. */
    Set<String> paths() {
        return endpoints.keySet();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Endpoint endpoint = find((HttpServletRequest) request);
        if (endpoint == null) {
            chain.doFilter(request, response);
        } else {
            endpoint.service(waits.bounding((HttpServletRequest) request), (HttpServletResponse) response);
        }
    }

    private @Nullable Endpoint find(HttpServletRequest request) {
        String path = path(request);
        Endpoint exact = endpoints.get(path);
        if (exact != null) {
            return exact;
        }
        int last = path.lastIndexOf('/') + 1;
        if (last == path.length()) {
            return null;
        }
        Endpoint oneOfMany = endpoints.get(path.substring(0, last) + "*");
        if (oneOfMany != null) {
            Endpoint.setVariable(request, path.substring(last));
        }
        return oneOfMany;
    }

    private static String path(HttpServletRequest request) {
        String pathInfo = request.getPathInfo();
        return pathInfo == null ? request.getServletPath() : request.getServletPath() + pathInfo;
    }
}
