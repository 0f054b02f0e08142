package dev.postern.servlet.account;

import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import java.util.regex.Pattern;

/** The ids of keys in paths and queries. */
public final class KeyIds {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,15}");

    private KeyIds() {}

    /** The id that this is; a refusal, as if there were no such key, if no key can have it. */
    public static long parse(String text) throws ProblemException {
        if (!ID.matcher(text).matches()) {
            throw noSuchKey();
        }
        return Long.parseLong(text);
    }

    /** That the caller's account has no such key. */
    public static ProblemException noSuchKey() {
        return new ProblemException(Problem.of(404, "not-found", "This account has no such key."));
    }
}
