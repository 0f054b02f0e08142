package dev.postern.bench;

import dev.postern.AnswerRequest;
import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import dev.postern.Verification;
import java.util.Optional;

/** A client that knows each answer, at a site that lets it in however fast it answers. For one thread. */
final class Client {
    private static final String ACTION = "signup";

    private final Misses misses = new Misses();
    private final KnownAnswers answers = new KnownAnswers();
    private final Site site =
            Site.builder("bench").families(answers).minimumScore(0).build();
    private final Postern postern;

    Client(Postern postern) {
        this.postern = postern;
    }

    /** A challenge's token as text, and its answer. */
    record Solved(String token, String answer) {}

    Solved solve() {
        Challenge challenge = postern.issue(ChallengeRequest.of(site).withAction(ACTION));
        return new Solved(challenge.token().toString(), answers.lastAnswer());
    }

    /** The pass, as text. */
    String verify(Solved solved) {
        Verdict verdict = verdict(solved.token(), solved.answer());
        return verdict.verificationToken().orElseThrow().toString();
    }

    Verdict verdict(String token, String answer) {
        return postern.verify(AnswerRequest.of(site, token, answer).withAction(ACTION));
    }

    Optional<Verification> redeem(String pass) {
        Optional<Verification> verification = postern.redeem(site, pass);
        misses.expect(verification.isPresent());
        return verification;
    }
}
