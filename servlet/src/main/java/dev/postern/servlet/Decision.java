package dev.postern.servlet;

import dev.postern.Challenge;
import dev.postern.Verification;
import dev.postern.servlet.http.Problem;
import java.util.Optional;

/** What becomes of a guarded request. */
sealed interface Decision {
    /** It goes on to the application. */
    record Passed(Verification verification) implements Decision {}

    /** It is not passed on: it earned a pass for a form with files, which is to be sent once more. */
    record Earned(String token) implements Decision {}

    /** It is not passed on, and earned nothing: a form with files needs a cookie, which this browser does not keep. */
    record NeedsCookies() implements Decision {}

    /** It is refused; where the problem's status is 403, what it lacks is an answered challenge: the one of the next round, if one was answered. */
    record Refused(Problem problem, Optional<Challenge> next) implements Decision {
        /** What it lacks may be any challenge. */
        Refused(Problem problem) {
            this(problem, Optional.empty());
        }
    }
}
