package dev.postern;

import java.util.regex.Pattern;

/** What a challenge is for: a name that is given at issue and again at verify, such as {@code signup}. */
public final class Action {
    /** No action in particular. */
    public static final String NONE = "";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/-]{0,64}");

    private Action() {}

    /** Whether this is the name of an action ({@code [A-Za-z0-9_/-]}, 64 characters at most) or {@link #NONE}. */
    public static boolean isValid(String action) {
        return NAME.matcher(action).matches();
    }

    static String requireValid(String action) {
        if (!isValid(action)) {
            throw new IllegalArgumentException("an action must be at most 64 of A-Z a-z 0-9 _ / -");
        }
        return action;
    }
}
