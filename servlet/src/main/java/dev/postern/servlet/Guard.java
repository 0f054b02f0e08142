package dev.postern.servlet;

import dev.postern.AnswerRequest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.Verdict.Outcome;
import dev.postern.Verification;
import dev.postern.limit.Quota;
import dev.postern.servlet.Decision.Earned;
import dev.postern.servlet.Decision.NeedsCookies;
import dev.postern.servlet.Decision.Passed;
import dev.postern.servlet.Decision.Refused;
import dev.postern.servlet.http.Fault;
import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import dev.postern.servlet.http.RateLimitFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Decides what becomes of a request that a rule guards. */
final class Guard {
    private final Gate gate;
    private final ProtectionRule rule;
    private final HttpServletResponse response;

    Guard(Gate gate, ProtectionRule rule, HttpServletResponse response) {
        this.gate = gate;
        this.rule = rule;
        this.response = response;
    }

    Decision decide(Submission submission) throws IOException {
        try {
            Presented presented = submission.presented();
            if (presented.challenge().isPresent()) {
                if (presented.answer().isEmpty()) {
                    return new Refused(Problem.of(403, "missing-input", "The challenge came without an answer."));
                }
                boolean forFiles = submission.formWithFiles().isPresent();
                return forFiles && !submission.filePass().keepsCookies()
                        ? new NeedsCookies()
                        : verify(presented.challenge().get(), presented.answer(), submission.request(), forFiles);
            }
            if (presented.token().isPresent()) {
                Decision decision = redeemBrought(presented.token().get(), submission.request());
                submission.forgetToken(); // which an exception leaves: it says nothing of the token
                return decision;
            }
            return new Refused(Problem.of(
                    403, "challenge-required", "This request needs an answered challenge or a verification token."));
        } catch (ProblemException e) {
            return new Refused(e.problem());
        } catch (RuntimeException e) {
            return new Refused(Fault.of(e));
        }
    }

    /** The answered challenge and its pass in one: it saves the client an exchange. But the pass of a form with files is for the next request. */
    private Decision verify(String challenge, String answer, HttpServletRequest request, boolean forFiles)
            throws ProblemException {
        Optional<TestKind> test = testToken(challenge);
        if (test.isPresent()) {
            return switch (test.get()) {
                case PASSES -> forFiles ? new Earned(challenge) : passedByTestKey(request);
                case FAILS -> refused(Outcome.INCORRECT_ANSWER);
                case SPENT -> refused(Outcome.ALREADY_USED);
            };
        }
        requireAllowed("verify", gate.countVerify(request, gate.site()));
        Postern postern = gate.postern();
        Site site = gate.site();
        Verdict verdict = postern.verify(AnswerRequest.of(site, challenge, answer)
                .withAction(rule.action())
                .withHostname(Hostname.of(request))
                .withLocale(request.getLocale())
                .withPressure(gate.pressure(request, site)));
        if (verdict.outcome() == Outcome.INCORRECT_ANSWER) {
            gate.countFailure(request, site);
        }
        if (verdict.verificationToken().isEmpty()) {
            return new Refused(problem(verdict.outcome()), verdict.next());
        }
        String pass = verdict.verificationToken().get().toString();
        return forFiles ? new Earned(pass) : redeem(pass, request);
    }

    /** One that came with the request: it may be anything, and to ask for it is what costs. */
    private Decision redeemBrought(String token, HttpServletRequest request) throws ProblemException {
        Optional<TestKind> test = testToken(token);
        if (test.isPresent()) {
            return test.get() == TestKind.PASSES ? passedByTestKey(request) : notRedeemed();
        }
        requireAllowed("redeem", gate.countRedeem(request, gate.site()));
        return redeem(token, request);
    }

    private Decision redeem(String token, HttpServletRequest request) {
        return gate.postern()
                .redeem(gate.site(), token, gate.clientOf(request).toString())
                .filter(this::isForThis)
                .<Decision>map(Passed::new)
                .orElseGet(Guard::notRedeemed);
    }

    /** The reply of one that goes on is the application's, and says nothing of limits. */
    private void requireAllowed(String name, Quota quota) throws ProblemException {
        if (!quota.allowed()) {
            RateLimitFields.require(response, name, quota);
        }
    }

    private Optional<TestKind> testToken(String token) {
        return gate.testKeys().flatMap(keys -> keys.byToken(token));
    }

    private Passed passedByTestKey(HttpServletRequest request) {
        return new Passed(gate.testKeys().orElseThrow().verification(rule.action(), Hostname.of(request)));
    }

    private boolean isForThis(Verification verification) {
        return verification.action().equals(rule.action()) && Hostname.isAllowed(verification.hostname(), gate.site());
    }

    private static Refused notRedeemed() {
        return new Refused(Problem.of(
                403,
                "timeout-or-duplicate",
                "The verification token is unknown, used, expired, or not for this form."));
    }

    private static Refused refused(Outcome outcome) {
        return new Refused(problem(outcome));
    }

    private static Problem problem(Outcome outcome) {
        String detail = switch (outcome) {
            case INCORRECT_ANSWER -> "The answer was not right.";
            case EXPIRED -> "The challenge has expired.";
            case ALREADY_USED -> "The challenge was answered before; each is good for one answer.";
            case INVALID_INPUT -> "The challenge or the answer is missing or has the wrong form.";
            case LOW_SCORE -> "The answer was right, but came too fast or too slowly, or the client asks too often.";
            case NEXT_ROUND -> "The answer was right, and the next challenge needs it.";
            case ALLOWED -> throw new IllegalArgumentException("an allowed answer is not refused");
        };
        return Problem.of(403, outcome.code(), detail);
    }
}
