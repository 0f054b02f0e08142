package dev.postern.servlet;

import dev.postern.Action;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern as the Servlet specification has them: {@code /exact}, {@code /prefix/*}, {@code *.extension} or {@code /*}. It matches
 * without regard to case.
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
        if (pattern.toLowerCase(Locale.ROOT).endsWith("/j_security_check")) {
            throw new IllegalArgumentException(
                    "a path pattern must not be for j_security_check: the container answers that before any filter is asked");
        }
    }

    private static String withoutNeedlessSlashes(String pattern) {
        if (!pattern.endsWith(ANYTHING_BELOW)) {
            return RequestPath.path(pattern);
        }
        String above = RequestPath.path(pattern.substring(0, pattern.length() - 1));
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

    /** Whether it matches the path of this request, which is as plain as {@link RequestPath#isPlain} says. */
    boolean matchesPlain(HttpServletRequest request) {
        // A servlet that is mapped to a prefix answers below its path too, so its path alone may match.
        return matches(request.getRequestURI(), request.getContextPath().length())
                || (request.getPathInfo() != null && matches(request.getServletPath(), 0));
    }

    /** Whether it matches this path, which has neither doubled nor trailing slashes. */
    boolean matches(String path) {
        return matches(path, 0);
    }

    /** Whether the path that starts here in this text matches. */
    private boolean matches(String text, int start) {
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
}
