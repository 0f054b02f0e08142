package dev.postern.bench;

import dev.postern.bench.Client.Solved;
import java.util.stream.Stream;
import org.altcha.altcha.Altcha;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One right answer. */
public class VerifyBenchmark {
    /**
     * Challenges to answer, one after another. They are issued once, so that the measurement holds verification alone. When
     * their turn comes again, the store's time has moved on and it has forgotten them.
     */
    @State(Scope.Thread)
    public static class Challenges {
        private static final int RING = 32_768; // answers in three lifetimes

        private final Gate gate = new Gate(Case.BOUND);
        private final Client client = new Client(gate.postern());
        private final Pace pace = gate.pace(Case.LIVE);
        private final Solved[] ring = Stream.generate(client::solve).limit(RING).toArray(Solved[]::new);
        private int next;

        String verifyNext() {
            pace.next();
            Solved solved = ring[next];
            next = (next + 1) % RING;
            return client.verify(solved);
        }
    }

    /** A right answer to ALTCHA. */
    @State(Scope.Thread)
    public static class Payload {
        private String solved = "";

        /** Solves one. */
        @Setup
        public void solve() throws Exception {
            solved = AltchaPayload.solved();
        }
    }

    /** Verified, spent, and its pass saved. */
    @Benchmark
    public String postern(Challenges challenges) {
        return challenges.verifyNext();
    }

    /** Verified only: ALTCHA leaves it to the application to accept a solution once. */
    @Benchmark
    public boolean altcha(Payload payload) throws Exception {
        if (!Altcha.verifySolution(payload.solved, AltchaPayload.KEY, true)) {
            throw new IllegalStateException("a right answer is right");
        }
        return true;
    }
}
