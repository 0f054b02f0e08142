package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The path of a request in the ways that it may be read, below the context path. None stands for another: who reads
 * {@code /api/..%3Bx/signup} loosely comes to {@code /signup}, but to an application that takes the container's word it is a path
 * below {@code /api}.
 *
 * @param faithful as the container decoded it, and the directory that was asked for where the container says its welcome file;
 *     without doubled or trailing slashes
 * @param loose as an application may read it otherwise: as the URI decodes, without path parameters, without dot segments
 */
record RequestPath(List<String> faithful, List<String> loose) {
    static RequestPath of(HttpServletRequest request) {
        String servletPath = request.getServletPath();
        String pathInfo = request.getPathInfo() == null ? "" : request.getPathInfo();
        String mapped = path(servletPath + pathInfo);
        Set<String> faithful = new LinkedHashSet<>(List.of(mapped));
        if (!pathInfo.isEmpty() && !servletPath.isEmpty()) {
            // A servlet that is mapped to a prefix answers below its path too, so its path alone may match.
            faithful.add(path(servletPath));
        }
        Set<String> loose = new LinkedHashSet<>();
        String asked = asked(request, servletPath, pathInfo);
        if (mapped.startsWith(asked.equals("/") ? asked : asked + "/")) {
            faithful.add(asked);
        } else {
            loose.add(asked);
        }
        for (String path : Stream.concat(faithful.stream(), loose.stream()).toList()) {
            String bare = path(withoutParameters(path.replace('\\', '/')));
            loose.add(bare);
            loose.add(withoutDotSegments(bare));
        }
        loose.removeAll(faithful);
        return new RequestPath(List.copyOf(faithful), List.copyOf(loose));
    }

    /** What the URI asks for, as it decodes. */
    private static String asked(HttpServletRequest request, String servletPath, String pathInfo) {
        String uri = request.getRequestURI();
        String contextPath = request.getContextPath();
        return uri == null || isConcatenation(uri, contextPath, servletPath, pathInfo)
                ? path(servletPath + pathInfo)
                : below(withoutDotSegments(decoded(contextPath)), withoutDotSegments(decoded(uri)));
    }

    /**
     * Whether the URI is context path, servlet path and path info as they stand, and there is one way to read it, as with nearly all
     * requests.
     */
    static boolean isPlain(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String contextPath = request.getContextPath();
        String pathInfo = request.getPathInfo();
        return uri != null
                && uri.length() > contextPath.length()
                && isConcatenation(uri, contextPath, request.getServletPath(), pathInfo == null ? "" : pathInfo)
                && isPlain(uri, contextPath.length());
    }

    private static boolean isPlain(String path, int start) {
        int last = path.length() - 1;
        char before = 0;
        for (int i = start; i <= last; i++) {
            char c = path.charAt(i);
            if (c == ';' || c == '\\' || (before == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            before = c;
        }
        return last <= start || before != '/';
    }

    private static boolean isConcatenation(String uri, String first, String second, String third) {
        int third0 = first.length() + second.length();
        return uri.length() == third0 + third.length()
                && uri.startsWith(first)
                && uri.startsWith(second, first.length())
                && uri.startsWith(third, third0);
    }

    private static String below(String contextPath, String path) {
        int length = contextPath.length();
        boolean below = length > 1
                && path.regionMatches(true, 0, contextPath, 0, length)
                && (path.length() == length || path.charAt(length) == '/');
        return below ? path(path.substring(length)) : path;
    }

    /** Path parameters go first: a slash that is written as {@code %2F} doesn't end them. What is no escape stays as it is. */
    private static String decoded(String raw) {
        if (raw.indexOf('%') < 0 && raw.indexOf(';') < 0) {
            return raw;
        }
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        boolean inParameters = false;
        int i = 0;
        while (i < bytes.length) {
            inParameters = bytes[i] != '/' && (inParameters || bytes[i] == ';');
            int escaped = bytes[i] == '%' && i + 2 < bytes.length ? escaped(bytes[i + 1], bytes[i + 2]) : -1;
            if (!inParameters) {
                bytes[length] = escaped < 0 ? bytes[i] : (byte) escaped;
                length++;
            }
            i += escaped < 0 ? 1 : 3;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int escaped(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : 16 * first + second;
    }

    /** The path with one slash before each segment and none at its end. */
    static String path(String path) {
        StringBuilder plain = new StringBuilder(path.length() + 1);
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                plain.append('/').append(segment);
            }
        }
        return plain.isEmpty() ? "/" : plain.toString();
    }

    private static String withoutParameters(String path) {
        StringBuilder bare = new StringBuilder(path.length());
        for (String segment : path.split("/", -1)) {
            int parameters = segment.indexOf(';');
            bare.append('/').append(parameters < 0 ? segment : segment.substring(0, parameters));
        }
        return bare.toString();
    }

    private static String withoutDotSegments(String path) {
        StringBuilder resolved = new StringBuilder(path.length());
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                resolved.setLength(Math.max(0, resolved.lastIndexOf("/")));
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                resolved.append('/').append(segment);
            }
        }
        return resolved.isEmpty() ? "/" : resolved.toString();
    }
}
