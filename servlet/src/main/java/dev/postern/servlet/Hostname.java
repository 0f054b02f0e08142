package dev.postern.servlet;

import dev.postern.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/** The host that a request came to, as the client wrote it. */
final class Hostname {
    private static final int LONGEST = 253;

    private Hostname() {}

    static String of(HttpServletRequest request) {
        String name = request.getServerName().toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(name.length(), LONGEST));
    }

    /** Whether a pass from this host is good at this site. A pass from none, as a server gets it with its key, is not at a site that names its hosts. */
    static boolean isAllowed(Optional<String> hostname, Site site) {
        return site.hostnames().isEmpty()
                || hostname.filter(site.hostnames()::contains).isPresent();
    }
}
