package dev.postern.servlet;

import dev.postern.Action;
import dev.postern.ChallengeRequest;
import dev.postern.Site;
import dev.postern.servlet.http.JsonFields;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import java.util.Locale;
import java.util.Optional;

/** What a client may say of the challenge that it wants. */
final class ChallengeFields {
    private static final int LONGEST_LANGUAGE_TAG = 64;

    private ChallengeFields() {}

    static ChallengeRequest request(Site site, JsonFields fields) throws ProblemException {
        ChallengeRequest request = ChallengeRequest.of(site).withAction(action(fields));
        Optional<Locale> locale = locale(fields);
        if (locale.isPresent()) {
            request = request.withLocale(locale.get());
        }
        Optional<String> family = text(fields, "family");
        if (family.isPresent() && site.family(family.get()).isEmpty()) {
            throw invalid("The field family must name a family that this site offers.");
        }
        return family.isPresent() ? request.withFamily(family.get()) : request;
    }

    /** The locale that a challenge, or the next one, is wanted in. */
    static Optional<Locale> locale(JsonFields fields) throws ProblemException {
        return text(fields, "locale")
                .filter(tag -> tag.length() <= LONGEST_LANGUAGE_TAG)
                .map(tag -> Locale.forLanguageTag(tag.replace('_', '-')));
    }

    /** The action that a challenge is asked or answered for. */
    static String action(JsonFields fields) throws ProblemException {
        return action(text(fields, "action"));
    }

    static String action(Optional<String> given) throws ProblemException {
        String action = given.orElse(Action.NONE);
        if (!Action.isValid(action)) {
            throw invalid("The field action must be at most 64 of A-Z a-z 0-9 _ / -");
        }
        return action;
    }

    private static Optional<String> text(JsonFields fields, String name) throws ProblemException {
        Optional<String> text = fields.text(name);
        if (text.isEmpty() && fields.has(name)) {
            throw invalid("The field " + name + " must be a string.");
        }
        return text;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.of(400, "invalid-input", detail));
    }
}
