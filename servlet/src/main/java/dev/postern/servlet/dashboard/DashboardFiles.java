package dev.postern.servlet.dashboard;

import dev.postern.servlet.http.Endpoint;
import dev.postern.servlet.http.FileEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files that the dashboard is made of, by their paths below the mount point. */
public final class DashboardFiles {
    /** Nothing but its own files and its own service, and no page around it. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "X-Frame-Options", "DENY");

    private static final List<String> SCRIPTS = List.of(
            "api.js",
            "chart.js",
            "dashboard.js",
            "dom.js",
            "format.js",
            "forms.js",
            "key-dialogs.js",
            "overview-figures.js",
            "overview-filters.js",
            "try-step.js",
            "uPlot.iife.min.js",
            "view-account.js",
            "view-keys.js",
            "view-overview.js",
            "view-signin.js",
            "view-try.js");

    private static final List<String> STYLES = List.of("dashboard.css", "uPlot.min.css");

    private DashboardFiles() {}

    /** An endpoint for each file, one for all other names, and one that leads to the dashboard from where its last slash is missing. */
    public static Map<String, Endpoint> endpoints() {
        Map<String, Endpoint> endpoints = new HashMap<>();
        SCRIPTS.forEach(name -> endpoints.put("/dashboard/" + name, file(name, "text/javascript;charset=utf-8")));
        STYLES.forEach(name -> endpoints.put("/dashboard/" + name, file(name, "text/css;charset=utf-8")));
        endpoints.put("/dashboard/uPlot.LICENSE", file("uPlot.LICENSE", "text/plain;charset=utf-8"));
        endpoints.put("/dashboard/", file("index.html", "text/html;charset=utf-8"));
        endpoints.put("/dashboard", new SlashEndpoint());
        endpoints.put("/dashboard/*", new NoFileEndpoint());
        return endpoints;
    }

    private static Endpoint file(String name, String type) {
        return new FileEndpoint(DashboardFiles.class, name, type, HEADERS);
    }
}
