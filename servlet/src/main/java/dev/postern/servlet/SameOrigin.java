package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whether a request was made by a page of this same origin, as the browser says: a page of another can't make it say so. */
final class SameOrigin {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private SameOrigin() {}

    /**
     * Whether that is proven. Absent headers and the origin {@code null} prove nothing. A GET has no {@code Origin}, so that of its
     * {@code Referer} counts, and what a person opened without any page is no page's doing.
     */
    static boolean isProven(HttpServletRequest request, Optional<String> publicOrigin) {
        boolean get = request.getMethod().equals("GET");
        String fetchSite = request.getHeader(FETCH_SITE);
        if (fetchSite != null) {
            return fetchSite.equals("same-origin") || (get && fetchSite.equals("none"));
        }
        if (get) {
            String referer = request.getHeader("Referer");
            String start = publicOrigin.orElse("") + "/";
            return referer != null
                    && publicOrigin.isPresent()
                    && referer.regionMatches(true, 0, start, 0, start.length());
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
