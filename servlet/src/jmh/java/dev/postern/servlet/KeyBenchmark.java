package dev.postern.servlet;

import dev.postern.servlet.Comparison.Call;
import java.util.List;

/**
 * What a key in the database costs the server: its CPU time for {@code POST /api/v2/challenges}, compared with a key in the configuration. Beside that, two
 * configured keys are compared, which shows what noise does.
 *
 * <p>The server has its database in a file, and knows no difference between the keys but where they stand. What the thread takes that writes counts is left out of
 * the blocks of configured keys, which have none. That the key is read from the database every 4 seconds counts more than it would if all requests came with it.
 *
 * <pre>
 * mvn -q -Pjmh -Djmh.core.skip process-test-classes -Djmh.main=dev.postern.servlet.KeyBenchmark
 * </pre>
 *
 * <p>The argument is the number of rounds; with 800, as by default, it takes about 3 minutes. Linux only.
 */
public final class KeyBenchmark {
    private static final int ROUNDS = 800;
    private static final int WARM_UP_ROUNDS = 200;

    private KeyBenchmark() {}

    /** Measures. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        try (BenchProcess server = BenchProcess.start(1)) {
            Comparison.run(comparisons(server, WARM_UP_ROUNDS), WARM_UP_ROUNDS);
            List<Comparison> comparisons = comparisons(server, rounds);
            Comparison.run(comparisons, rounds);
            System.out.printf(
                    "Server CPU for POST /api/v2/challenges, in µs: %d rounds, in each 2 blocks of %d requests with each key%n%n",
                    rounds, Comparison.BLOCK);
            Comparison.printHead("other key", "configured", "other");
            print("configured too (noise)", comparisons.get(0));
            print("in the database", comparisons.get(1));
            System.out.printf("%nRatio: of the means. Median: of the rounds' ratios.%n");
        }
    }

    private static List<Comparison> comparisons(BenchProcess server, int rounds) {
        Call configured = call(server, BenchServer.CONFIGURED_KEYS.get(0));
        Call configuredToo = call(server, BenchServer.CONFIGURED_KEYS.get(1));
        return List.of(
                new Comparison(server, configured, configuredToo, rounds),
                new Comparison(server, configured, call(server, server.databaseKey()), rounds));
    }

    private static Call call(BenchProcess server, String key) {
        byte[] request = BenchProcess.post("/postern/api/v2/challenges", "{}", "X-API-Key: " + key);
        return new Call(request, 1, key.equals(server.databaseKey()));
    }

    private static void print(String what, Comparison comparison) {
        Comparison.print(what, comparison.baseMicros(), comparison.otherMicros());
    }
}
