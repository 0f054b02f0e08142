package dev.postern.bench;

import dev.postern.Challenge;
import dev.postern.ChallengeRequest;
import dev.postern.Difficulty;
import dev.postern.Site;
import org.altcha.altcha.Altcha;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One challenge. */
@State(Scope.Thread)
public class IssueBenchmark {
    private final Gate gate = new Gate(Case.BOUND);
    private final Site site = Site.builder("bench").build();
    private final Site medium =
            Site.builder("bench").difficulties(Difficulty.MEDIUM).build();
    private final Site hard =
            Site.builder("bench").difficulties(Difficulty.HARD).build();

    /** An easy one of the family {@code digits}. */
    @Benchmark
    public Challenge postern() {
        return gate.postern().issue(ChallengeRequest.of(site).withAction("signup"));
    }

    /** One of medium difficulty, in English. */
    @Benchmark
    public Challenge medium() {
        return gate.postern().issue(ChallengeRequest.of(medium).withAction("signup"));
    }

    /** A hard one, in English. */
    @Benchmark
    public Challenge hard() {
        return gate.postern().issue(ChallengeRequest.of(hard).withAction("signup"));
    }

    /** One of ALTCHA's, with its defaults and an expiry. */
    @Benchmark
    public Altcha.Challenge altcha() throws Exception {
        return Altcha.createChallenge(AltchaPayload.options());
    }
}
