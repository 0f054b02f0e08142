package dev.postern.servlet;

import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a guarded request brought to be let through: a pass, or an answered challenge, or nothing.
 *
 * @param answer what was answered to the challenge; empty where the challenge came without an answer
 */
record Presented(Optional<String> token, Optional<String> challenge, String answer) {
    static final String CHALLENGE_HEADER = "X-Captcha-Challenge";
    static final String ANSWER_HEADER = "X-Captcha-Answer";
    static final String CHALLENGE_FIELD = "captcha-challenge";
    static final String ANSWER_FIELD = "captcha-answer";
    /** What comes with it is sent to earn a pass for a form with files: the address of the page that this form is on. */
    static final String FILES_FIELD = "captcha-files";

    static final Presented NOTHING = new Presented(Optional.empty(), Optional.empty(), "");

    private static final String TOKEN_HEADER = "X-Captcha-Token";
    private static final String TOKEN_FIELD = "captcha-token";
    private static final List<String> TOKEN_FIELDS =
            List.of(TOKEN_FIELD, "g-recaptcha-response", "h-captcha-response", "cf-turnstile-response");
    /** What ALTCHA's widget submits: a challenge and its answer in one. */
    private static final String ALTCHA_FIELD = "altcha";
    /** The fields that are ours alone, and of use but once. */
    private static final Set<String> OWN_FIELDS = Set.of(TOKEN_FIELD, CHALLENGE_FIELD, ANSWER_FIELD, ALTCHA_FIELD);

    static boolean isOwnField(String name) {
        return OWN_FIELDS.contains(name);
    }

    /** Whether it is looked at here, whoever's it is. */
    static boolean isField(String name) {
        return isOwnField(name) || TOKEN_FIELDS.contains(name);
    }

    static Presented inHeaders(HttpServletRequest request) {
        return new Presented(
                header(request, TOKEN_HEADER),
                header(request, CHALLENGE_HEADER),
                header(request, ANSWER_HEADER).orElse(""));
    }

    /**
     * What stands in fields, each asked for by its name.
     *
     * @throws ProblemException if there is nothing but what ALTCHA's widget is to submit, and that can't be read
     */
    static Presented inFields(Function<String, Optional<String>> fields) throws ProblemException {
        Presented own = inOwnFields(fields);
        Optional<String> altcha = fields.apply(ALTCHA_FIELD).filter(value -> !value.isEmpty());
        if (!own.isNothing() || altcha.isEmpty()) {
            return own;
        }
        AltchaPayload payload = AltchaPayload.read(altcha.get());
        return new Presented(Optional.empty(), Optional.of(payload.token()), payload.counter());
    }

    private static Presented inOwnFields(Function<String, Optional<String>> fields) {
        return new Presented(
                TOKEN_FIELDS.stream()
                        .flatMap(name -> fields.apply(name).stream())
                        .filter(value -> !value.isEmpty())
                        .findFirst(),
                fields.apply(CHALLENGE_FIELD).filter(value -> !value.isEmpty()),
                fields.apply(ANSWER_FIELD).orElse(""));
    }

    /** What waits in a cookie for a form with files. */
    static Presented inCookie(FilePass pass) {
        return new Presented(pass.token(), Optional.empty(), "");
    }

    boolean isNothing() {
        return token.isEmpty() && challenge.isEmpty();
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).filter(value -> !value.isEmpty());
    }

    /** Tells nothing of what was brought. */
    @Override
    public String toString() {
        return "Presented";
    }
}
