package dev.postern.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Answers Postern's own paths before the application sees them. A filter, because a servlet would never be asked where the
 * application's first filter answers by itself.
 */
final class EndpointFilter implements Filter {
    private final Map<String, Endpoint> endpoints;

    EndpointFilter(Gate gate) {
        String mount = gate.mount();
        Endpoint siteverify = new SiteverifyEndpoint(gate);
        endpoints = Map.of(
                mount + "/api/v2/challenges", new IssueEndpoint(gate),
                mount + "/api/v2/challenges/verify", new VerifyEndpoint(gate),
                mount + "/api/v2/challenges/siteverify", new RedeemEndpoint(gate),
                mount + "/siteverify", siteverify,
                mount + "/recaptcha/api/siteverify", siteverify,
                mount + "/turnstile/v0/siteverify", siteverify,
                mount + "/challenge", new PageChallengeEndpoint(gate),
                mount + "/verify", new PageVerifyEndpoint(gate));
    }

    /** The paths that are answered here, for the filter's mapping. */
    Set<String> paths() {
        return endpoints.keySet();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Endpoint endpoint = endpoints.get(path((HttpServletRequest) request));
        if (endpoint == null) {
            chain.doFilter(request, response);
        } else {
            endpoint.service((HttpServletRequest) request, (HttpServletResponse) response);
        }
    }

    private static String path(HttpServletRequest request) {
        String pathInfo = request.getPathInfo();
        return pathInfo == null ? request.getServletPath() : request.getServletPath() + pathInfo;
    }
}
