package dev.postern;

/** What a challenge is for: a name that is given at issue and again at verify, such as {@code signup}. */
public final class Action {
    /** No action in particular. */
    public static final String NONE = "";

    private static final int LONGEST = 64;

    private Action() {}

    /** Whether this is the name of an action ({@code [A-Za-z0-9_/-]}, 64 characters at most) or {@link #NONE}. */
    public static boolean isValid(String action) {
        if (action.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < action.length(); i++) {
            if (!isAllowed(action.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '/';
    }

    /**
     * The name itself, if it is one by {@link #isValid}.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static String requireValid(String action) {
        if (!isValid(action)) {
            throw new IllegalArgumentException("an action must be at most 64 of A-Z a-z 0-9 _ / -");
        }
        return action;
    }
}
