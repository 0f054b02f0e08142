package dev.postern.servlet;

import dev.postern.Action;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as the Servlet specification has them: {@code /exact}, {@code /prefix/*}, {@code *.extension} or {@code /*}. It is
 * held against the path as the container decoded it, and where that is another one than in the URI (a welcome file, another
 * spelling) against the decoded URI as well. It errs on the side of matching: without regard to case, to doubled or trailing
 * slashes, to dot segments and to path parameters.
 *
 * @param pattern without doubled or trailing slashes, which are dropped
 */
record PathPattern(String pattern) {
    private static final String ANYTHING_BELOW = "/*";
    private static final Pattern DOT_SEGMENT = Pattern.compile("/\\.\\.?(/|$)");

    PathPattern {
        int star = pattern.indexOf('*');
        boolean path = pattern.startsWith("/")
                && (star < 0 || (star == pattern.length() - 1 && pattern.endsWith(ANYTHING_BELOW)));
        boolean extension = pattern.startsWith("*.") && pattern.length() > 2 && pattern.lastIndexOf('*') == 0;
        boolean readable = pattern.chars().noneMatch(c -> c <= ' ' || ";?#%\\".indexOf(c) >= 0);
        if (!readable || !(path || (extension && pattern.indexOf('/') < 0))) {
            throw new IllegalArgumentException("a path pattern must look like /signup, /api/*, *.do or /*");
        }
        if (DOT_SEGMENT.matcher(pattern).find()) {
            throw new IllegalArgumentException("a path pattern must do without dot segments: no path has any");
        }
        pattern = path ? withoutNeedlessSlashes(pattern) : pattern;
    }

    private static String withoutNeedlessSlashes(String pattern) {
        if (!pattern.endsWith(ANYTHING_BELOW)) {
            return normal(pattern);
        }
        String above = normal(pattern.substring(0, pattern.length() - 1));
        return above.equals("/") ? ANYTHING_BELOW : above + ANYTHING_BELOW;
    }

    /**
     * The pattern without its signs, as the action that it stands for: {@code /api/*} is {@code api}, {@code /*} is
     * {@link Action#NONE}. None where that would be no action, or the one that {@code /*} has.
     */
    Optional<String> action() {
        if (pattern.equals(ANYTHING_BELOW)) {
            return Optional.of(Action.NONE);
        }
        String name = pattern.startsWith("*") ? pattern.substring(2) : pattern.substring(1);
        String action = name.endsWith(ANYTHING_BELOW) ? name.substring(0, name.length() - 2) : name;
        return Optional.of(action).filter(text -> !text.isEmpty() && Action.isValid(text));
    }

    /**
     * Whether the URI of a request is its context path, servlet path and path info as they stand, and in the form that patterns
     * have, as nearly all are. Asked once for all rules, it saves each of them the rest.
     */
    static boolean isPlain(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String contextPath = request.getContextPath();
        String pathInfo = request.getPathInfo();
        return uri != null
                && isConcatenation(uri, contextPath, request.getServletPath(), pathInfo == null ? "" : pathInfo)
                && isNormal(uri, contextPath.length());
    }

    /** Whether it matches the path of this request, which is as plain as {@link #isPlain} says, or may be anything. */
    boolean matches(HttpServletRequest request, boolean plain) {
        return plain ? matchesPlain(request) : matchesAny(request);
    }

    private boolean matchesPlain(HttpServletRequest request) {
        // A servlet that is mapped to a prefix answers below its path too, so its path alone may match.
        return matchesNormal(request.getRequestURI(), request.getContextPath().length())
                || (request.getPathInfo() != null && matchesNormal(request.getServletPath(), 0));
    }

    private boolean matchesAny(HttpServletRequest request) {
        String servletPath = request.getServletPath();
        String pathInfo = request.getPathInfo();
        return matchesMapped(servletPath, pathInfo)
                || matchesUri(request, servletPath, pathInfo == null ? "" : pathInfo);
    }

    private boolean matchesMapped(String servletPath, @Nullable String pathInfo) {
        if (pathInfo == null) {
            return matchesPath(servletPath);
        }
        // A servlet that is mapped to a prefix answers below its path too, so its path alone may match.
        return servletPath.isEmpty()
                ? matchesPath(pathInfo)
                : matchesPath(servletPath) || matchesPath(servletPath + pathInfo);
    }

    /** The container says {@code /signup/index.jsp} where a client asks for {@code /signup/} and that is its welcome file. */
    private boolean matchesUri(HttpServletRequest request, String servletPath, String pathInfo) {
        String uri = request.getRequestURI();
        String contextPath = request.getContextPath();
        return uri != null
                && !isConcatenation(uri, contextPath, servletPath, pathInfo)
                && matchesPath(below(normal(decoded(contextPath)), normal(decoded(uri))));
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

    private boolean matchesPath(String decoded) {
        return matchesNormal(normal(decoded), 0);
    }

    /** Whether the path that starts here in this text matches. */
    private boolean matchesNormal(String text, int start) {
        int length = text.length() - start;
        if (pattern.startsWith("*")) {
            int extension = pattern.length() - 1;
            return length >= extension && text.regionMatches(true, text.length() - extension, pattern, 1, extension);
        }
        if (pattern.endsWith(ANYTHING_BELOW)) {
            int prefix = pattern.length() - ANYTHING_BELOW.length();
            return text.regionMatches(true, start, pattern, 0, prefix)
                    && (length == prefix || text.charAt(start + prefix) == '/');
        }
        return length == pattern.length() && text.regionMatches(true, start, pattern, 0, length);
    }

    /** The path in the form that patterns have; the same object where it has it already, as nearly all do. */
    private static String normal(String path) {
        return isNormal(path, 0) ? path : normalized(path);
    }

    private static boolean isNormal(String path, int start) {
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

    private static String normalized(String path) {
        StringBuilder normal = new StringBuilder(path.length());
        for (String segment : path.replace('\\', '/').split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals("..")) {
                normal.setLength(Math.max(0, normal.lastIndexOf("/")));
            } else if (!name.isEmpty() && !name.equals(".")) {
                normal.append('/').append(name);
            }
        }
        return normal.isEmpty() ? "/" : normal.toString();
    }
}
