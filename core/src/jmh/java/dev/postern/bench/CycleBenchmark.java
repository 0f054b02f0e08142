package dev.postern.bench;

import dev.postern.Verification;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A challenge's whole life: issue, verify, redeem. */
public class CycleBenchmark {
    /** The gate that all threads share. */
    @State(Scope.Benchmark)
    public static class SharedGate {
        private final Gate gate = new Gate(Case.BOUND);
    }

    /** One thread's client. */
    @State(Scope.Thread)
    public static class Visitor {
        private Client client;
        private Pace pace;

        /** At the gate that all share. */
        @Setup
        public void arrive(SharedGate shared) {
            client = new Client(shared.gate.postern());
            pace = shared.gate.pace(Case.LIVE);
        }
    }

    /** The cache that all threads share. */
    @State(Scope.Benchmark)
    public static class SharedBlocks {
        private final Blocks blocks = new Blocks(Case.BOUND);
    }

    /** One thread's yardstick. */
    @State(Scope.Thread)
    public static class Measure {
        private Yardstick yardstick;
        private Pace pace;

        /** With the cache that all share. */
        @Setup
        public void take(SharedBlocks shared) {
            yardstick = new Yardstick(shared.blocks);
            pace = shared.blocks.pace(Case.LIVE);
        }
    }

    /** At the gate. */
    @Benchmark
    public Optional<Verification> postern(Visitor visitor) {
        visitor.pace.next();
        return visitor.client.redeem(visitor.client.verify(visitor.client.solve()));
    }

    /** The building blocks alone. */
    @Benchmark
    public void yardstick(Measure measure) throws GeneralSecurityException {
        measure.pace.next();
        measure.yardstick.run();
    }
}
