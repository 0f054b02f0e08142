package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A request of which nothing is known but its paths. */
final class PathRequest {
    private PathRequest() {}

    /** For this path as the container decoded it, written with no more signs than that. */
    static HttpServletRequest to(String servletPath, @Nullable String pathInfo) {
        return to("", servletPath, pathInfo, servletPath + (pathInfo == null ? "" : pathInfo));
    }

    /** With the URI as the client wrote it. */
    static HttpServletRequest to(
            String contextPath, String servletPath, @Nullable String pathInfo, @Nullable String uri) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PathRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, args) -> switch (called.getName()) {
                    case "getMethod" -> "POST";
                    case "getContextPath" -> contextPath;
                    case "getServletPath" -> servletPath;
                    case "getPathInfo" -> pathInfo;
                    case "getRequestURI" -> uri;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
