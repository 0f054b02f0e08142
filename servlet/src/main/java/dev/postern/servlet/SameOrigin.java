package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whether a request was made by a page of this same origin, as the browser says: a page of another can't make it say so. */
final class SameOrigin {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private SameOrigin() {}

    /** Whether that is proven. Absent headers and the origin {@code null} prove nothing. */
    static boolean isProven(HttpServletRequest request, Optional<String> publicOrigin) {
        String fetchSite = request.getHeader(FETCH_SITE);
        if (fetchSite != null) {
            return fetchSite.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && publicOrigin.isPresent() && origin.equalsIgnoreCase(publicOrigin.get());
    }

    /** Whether a browser says that another origin's page made it. What is no browser says nothing, and carries no cookies. */
    static boolean isDisproven(HttpServletRequest request, Optional<String> publicOrigin) {
        String fetchSite = request.getHeader(FETCH_SITE);
        if (fetchSite != null) {
            return !fetchSite.equals("same-origin") && !fetchSite.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && publicOrigin.isPresent() && !origin.equalsIgnoreCase(publicOrigin.get());
    }
}
