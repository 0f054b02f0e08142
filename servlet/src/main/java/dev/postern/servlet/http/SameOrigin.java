package dev.postern.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whether a request was made by a page of this same origin, as the browser says: a page of another can't make it say so. */
public final class SameOrigin {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private SameOrigin() {}

    /**
     * Whether that is proven. Absent headers and the origin {@code null} prove nothing. A GET has no {@code Origin}, so that of its
     * {@code Referer} counts, and what a person opened without any page is no page's doing.
     */
    public static boolean isProven(HttpServletRequest request, Optional<String> publicOrigin) {
        boolean get = request.getMethod().equals("GET");
        String fetchSite = request.getHeader(FETCH_SITE);
        if (fetchSite != null) {
            return fetchSite.equals("same-origin") || (get && fetchSite.equals("none"));
        }
        String page = request.getHeader(get ? "Referer" : "Origin");
        if (page == null || publicOrigin.isEmpty()) {
            return false;
        }
        String own = publicOrigin.get();
        return get ? page.regionMatches(true, 0, own + "/", 0, own.length() + 1) : page.equalsIgnoreCase(own);
    }

    /** Whether a browser says that another origin's page made it. What is no browser says nothing, and carries no cookies. */
    public static boolean isDisproven(HttpServletRequest request, Optional<String> publicOrigin) {
        String fetchSite = request.getHeader(FETCH_SITE);
        if (fetchSite != null) {
            return !fetchSite.equals("same-origin") && !fetchSite.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && publicOrigin.isPresent() && !origin.equalsIgnoreCase(publicOrigin.get());
    }
}
