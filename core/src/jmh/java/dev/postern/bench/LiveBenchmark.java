package dev.postern.bench;

import dev.postern.bench.Client.Solved;
import dev.postern.token.Attempt;
import dev.postern.token.Pass;
import dev.postern.token.TokenKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Verify and redeem, as live entries grow. */
public class LiveBenchmark {
    static final String LIVE = "live";
    static final String SPENT_BEFORE = "spentBefore";
    static final int MOST_LIVE = 1_000_000;
    private static final int BATCH = 100;

    private static final int BOUND = 3 * MOST_LIVE; // half of it is a site's share

    /** A gate whose store holds so many right answers. */
    @State(Scope.Thread)
    public static class FilledGate {
        /** How many right answers the store holds. */
        @Param({"1000", "" + MOST_LIVE})
        public int live;

        /** How many tokens were spent and expired before. */
        @Param({"0", "10000000"})
        public int spentBefore;

        private final Gate gate = new Gate(BOUND);
        private final Client client = new Client(gate.postern());
        private final Solved[] batch = new Solved[BATCH];
        private Pace pace;

        /** Comes to the state that is measured. */
        @Setup
        public void fill() {
            pace = gate.pace(live);
            spendAndExpire();
            for (int i = 0; i < 2 * live; i++) {
                pace.next();
                client.redeem(client.verify(client.solve()));
            }
        }

        private void spendAndExpire() {
            SplittableRandom random = new SplittableRandom();
            for (int i = 0; i < spentBefore; i++) {
                pace.next();
                gate.store().spend(new Attempt(key(random), 1, Gate.LIFETIME, true, Optional.of(pass(random))));
            }
        }

        private static Pass pass(SplittableRandom random) {
            return new Pass(key(random), new byte[100], Gate.LIFETIME);
        }

        private static TokenKey key(SplittableRandom random) {
            return new TokenKey("bench", new UUID(random.nextLong(), random.nextLong()));
        }

        /** Issues what is verified next, which is not measured. */
        @Setup(Level.Invocation)
        public void issue() {
            Arrays.setAll(batch, i -> client.solve());
        }
    }

    /** A yardstick whose cache holds so many ids. */
    @State(Scope.Thread)
    public static class FilledYardstick {
        /** How many entries the cache holds. */
        @Param({"1000", "" + MOST_LIVE})
        public int live;

        private final Blocks blocks = new Blocks(BOUND);
        private final Yardstick yardstick = new Yardstick(blocks);
        private Pace pace;

        /** Comes to the state that is measured. */
        @Setup
        public void fill() throws GeneralSecurityException {
            pace = blocks.pace(live);
            for (int i = 0; i < 2 * live; i++) {
                pace.next();
                yardstick.run();
            }
        }
    }

    /** At the gate. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void postern(FilledGate filled, Blackhole results) {
        for (Solved solved : filled.batch) {
            filled.pace.next();
            results.consume(filled.client.redeem(filled.client.verify(solved)));
        }
    }

    /** The building blocks alone. */
    @Benchmark
    public void yardstick(FilledYardstick filled) throws GeneralSecurityException {
        filled.pace.next();
        filled.yardstick.run();
    }
}
