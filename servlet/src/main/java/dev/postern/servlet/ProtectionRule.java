package dev.postern.servlet;

import dev.postern.Action;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** Empty where the path gives none and none was named. */
    private final Optional<String> action;

    private final boolean actionIsNamed;
    private final PathPattern path;
    /** Empty for all but {@link #UNGUARDED}. */
    private final List<String> methods;

    private ProtectionRule(Optional<String> action, boolean actionIsNamed, PathPattern path, List<String> methods) {
        this.action = action;
        this.actionIsNamed = actionIsNamed;
        this.path = path;
        this.methods = methods;
    }

    /**
     * A rule from its text. Its action is the path without slashes at the ends and without {@code *}: {@code signup} for
     * {@code /signup}. A path that is no action then, such as {@code /sign.up}, needs one by {@link #withAction}.
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
        return new ProtectionRule(path.action(), false, path, words.size() == 1 ? List.of() : methods(words.get(0)));
    }

    private static List<String> methods(String text) {
        List<String> methods = Arrays.stream(text.toUpperCase(Locale.ROOT).split("\\|", -1))
                .distinct()
                .toList();
        boolean sensible = methods.equals(List.of(ALL_METHODS))
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
        return new ProtectionRule(Optional.of(Action.requireValid(action)), true, path, methods);
    }

    /**
     * What a pass has to be for.
     *
     * @throws IllegalArgumentException if the path gives no action and none was named
     */
    public String action() {
        return action.orElseThrow(() -> needsName("the path " + path.pattern() + " gives no action"));
    }

    /**
     * Refuses a rule without an action, and one whose path gives the action that another path of these gave: a pass for the one would
     * open the other, which nobody has said.
     */
    void requireActionOfItsOwn(Collection<ProtectionRule> others) {
        String own = action();
        for (ProtectionRule other : others) {
            boolean given = !actionIsNamed && !other.actionIsNamed;
            if (given && other.action().equals(own) && !other.path.equals(path)) {
                throw needsName(
                        "the paths " + other.path.pattern() + " and " + path.pattern() + " give the same action");
            }
        }
    }

    private IllegalArgumentException needsName(String why) {
        return new IllegalArgumentException(
                why + ": name one by protect.<action> = " + path.pattern() + " (in code: withAction)");
    }

    PathPattern path() {
        return path;
    }

    /** Methods of a rule are guarded however they are written: there are applications that take {@code post} for one. */
    boolean guardsMethod(String method) {
        if (methods.isEmpty()) {
            return !UNGUARDED.contains(method);
        }
        for (int i = 0; i < methods.size(); i++) { // no iterator, which would be allocated for each request
            String guarded = methods.get(i);
            boolean head = guarded.equals("GET") && method.equalsIgnoreCase("HEAD"); // servlets answer it as a GET
            if (head || guarded.equals(ALL_METHODS) || guarded.equalsIgnoreCase(method)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        String which = methods.isEmpty() ? "" : String.join("|", methods) + " ";
        return which
                + path.pattern()
                + action.filter(name -> !name.isEmpty())
                        .map(name -> " (action " + name + ")")
                        .orElse("");
    }
}
