package dev.postern.servlet;

import dev.postern.Action;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which requests need a pass, and for which action. Immutable.
 *
 * <p>As text, a rule is a path pattern ({@code /signup}, {@code /api/*}, {@code *.do} or {@code /*}), with the methods before it if
 * it is not for all but GET, HEAD and OPTIONS: {@code POST|PUT /signup}, {@code * /search}.
 */
public final class ProtectionRule {
    private static final Set<String> UNGUARDED = Set.of("GET", "HEAD", "OPTIONS");
    private static final String ALL_METHODS = "*";
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");

    private final String action;
    private final PathPattern path;
    /** Empty for all but {@link #UNGUARDED}. */
    private final Set<String> methods;

    private ProtectionRule(String action, PathPattern path, Set<String> methods) {
        this.action = action;
        this.path = path;
        this.methods = methods;
    }

    /**
     * A rule from its text. Its action is the path without slashes at the ends and without {@code *}: {@code signup} for
     * {@code /signup}.
     *
     * @throws IllegalArgumentException if the text is no rule
     */
    public static ProtectionRule parse(String rule) {
        List<String> words = Arrays.asList(rule.strip().split("\\s+"));
        PathPattern path = new PathPattern(words.get(words.size() - 1));
        if (words.size() > 2) {
            throw new IllegalArgumentException(
                    "a rule must be a path pattern, or methods (POST|PUT, or *) and a path pattern");
        }
        return new ProtectionRule(path.name(), path, words.size() == 1 ? Set.of() : methods(words.get(0)));
    }

    private static Set<String> methods(String text) {
        Set<String> methods =
                Arrays.stream(text.toUpperCase(Locale.ROOT).split("\\|", -1)).collect(Collectors.toUnmodifiableSet());
        boolean sensible = methods.equals(Set.of(ALL_METHODS))
                || methods.stream().allMatch(name -> METHOD.matcher(name).matches());
        if (!sensible) {
            throw new IllegalArgumentException("methods must look like POST or POST|PUT, or be * for all");
        }
        return methods;
    }

    /**
     * The same rule for this action: a pass for another action does not open it.
     *
     * @throws IllegalArgumentException if it is not the name of an action
     */
    public ProtectionRule withAction(String action) {
        if (!Action.isValid(action)) {
            throw new IllegalArgumentException("an action must be at most 64 of A-Z a-z 0-9 _ / -");
        }
        return new ProtectionRule(action, path, methods);
    }

    /** What a pass has to be for. */
    public String action() {
        return action;
    }

    boolean matches(HttpServletRequest request) {
        return guards(request.getMethod()) && path.matches(request);
    }

    private boolean guards(String method) {
        return methods.isEmpty()
                ? !UNGUARDED.contains(method)
                : methods.contains(ALL_METHODS) || methods.contains(method);
    }

    @Override
    public String toString() {
        String which = methods.isEmpty() ? "" : String.join("|", methods) + " ";
        return which + path.pattern() + (action.isEmpty() ? "" : " (action " + action + ")");
    }
}
