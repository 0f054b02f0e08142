package dev.postern.servlet;

import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The path of a request in the ways that it may be read, below the context path. None stands for another: who reads
 * {@code /api/..%3Bx/signup} loosely comes to {@code /signup}, but to an application that takes the container's word it is a path
 * below {@code /api}.
 *
 * @param faithful as the container decoded it, and the directory that was asked for where the container says its welcome file
 * @param loose what an application may make of that path or of the URI by decoding, by dropping path parameters, by taking backslashes
 *     for slashes and by resolving dot segments, in any order
 * @param servletPath of a servlet that is mapped to a prefix: it answers below its path too, so its path alone may match
 */
record RequestPath(List<String> faithful, List<String> loose, Optional<String> servletPath) {
    private static final int MOST_READINGS = 100;

    private static final List<UnaryOperator<String>> STEPS = List.of(
            RequestPath::decoded,
            RequestPath::withoutParameters,
            path -> path.replace('\\', '/'),
            RequestPath::withoutDotSegments,
            path -> path.replaceAll("/{2,}", "/"));

    /**
     * The readings of this request's path.
     *
     * @throws ProblemException if there are more than an honest client would give cause for
     */
    static RequestPath of(HttpServletRequest request) throws ProblemException {
        String pathInfo = request.getPathInfo() == null ? "" : request.getPathInfo();
        String mapped = request.getServletPath() + pathInfo;
        Set<String> faithful = new LinkedHashSet<>();
        faithful.add(path(mapped));
        String uri = request.getRequestURI() == null ? mapped : request.getRequestURI();
        String contextPath = request.getContextPath();
        String asked = below(decoded(contextPath), decoded(withoutParameters(uri)));
        if (isDirectoryOf(mapped, asked)) {
            faithful.add(path(asked));
        }
        Set<String> loose = new LinkedHashSet<>();
        readings(mapped).forEach(reading -> loose.add(path(reading)));
        for (String reading : readings(uri)) {
            loose.add(path(below(contextPath, reading)));
            loose.add(path(below(decoded(contextPath), reading)));
        }
        loose.removeAll(faithful);
        boolean isPrefix = !pathInfo.isEmpty() && !request.getServletPath().isEmpty();
        return new RequestPath(
                List.copyOf(faithful),
                List.copyOf(loose),
                isPrefix ? Optional.of(path(request.getServletPath())) : Optional.empty());
    }

    /** Whether the container may say {@code mapped} for a welcome file of what was asked for. */
    private static boolean isDirectoryOf(String mapped, String asked) {
        return mapped.startsWith(asked.endsWith("/") ? asked : asked + "/")
                && !asked.contains("//")
                && withoutDotSegments(asked).equals(asked);
    }

    /** Whatever comes of the path by any of the steps, in any order, up to a bound. */
    private static Set<String> readings(String path) throws ProblemException {
        Set<String> readings = new LinkedHashSet<>(List.of(path));
        Deque<String> open = new ArrayDeque<>(readings);
        while (!open.isEmpty()) {
            String reading = open.remove();
            for (UnaryOperator<String> step : STEPS) {
                String next = step.apply(reading);
                if (readings.add(next)) {
                    open.add(next);
                }
            }
            if (readings.size() > MOST_READINGS) {
                throw new ProblemException(Problem.ambiguousPath());
            }
        }
        return readings;
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
            if (c == ';' || c == '%' || c == '\\' || (before == '/' && (c == '/' || c == '.'))) {
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
        if (!below) {
            return path;
        }
        return path.length() == length ? "/" : path.substring(length);
    }

    /** What is no escape stays as it is. */
    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; length++) {
            int escaped = bytes[i] == '%' && i + 2 < bytes.length ? escaped(bytes[i + 1], bytes[i + 2]) : -1;
            bytes[length] = escaped < 0 ? bytes[i] : (byte) escaped;
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
        return path.replaceAll(";[^/]*", "");
    }

    /** As RFC 3986, section 5.2.4, has it: an empty segment is one to go back over. */
    private static String withoutDotSegments(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String resolved = String.join("/", segments);
        return resolved.startsWith("/") ? resolved : "/" + resolved;
    }
}
