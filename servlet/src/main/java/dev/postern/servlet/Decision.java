package dev.postern.servlet;

import dev.postern.Verification;
import dev.postern.servlet.http.Problem;

/** What becomes of a guarded request. */
sealed interface Decision {
    /** It goes on to the application. */
    record Passed(Verification verification) implements Decision {}

    /** It is refused; where the problem's status is 403, what it lacks is an answered challenge. */
    record Refused(Problem problem) implements Decision {}
}
