package dev.postern.servlet;

import dev.postern.servlet.BenchProcess.Cpu;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a key in the database costs the server: its CPU time for {@code POST /api/v2/challenges}, compared with a key in the configuration. Before that, two
 * configured keys are compared, which shows what noise does.
 *
 * <p>The server is a process of its own, with its database in a file; all that it does counts, from the kernel's part of the network to garbage collection. It knows
 * no difference between the keys but where they stand. In each round each key has two blocks of requests, in random order and then in the reverse, so that
 * nothing that drifts favours one. What the thread takes that writes counts is left out of the blocks of configured keys, which have none. That the key is read from
 * the database every 4 seconds counts twice as much as it would if all requests came with it.
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
    private static final int BLOCK = 400;

    /** A key, and what one of its requests took in each round. */
    private static final class Key {
        private final byte[] request;
        private final boolean counted;
        private final double[] micros;

        Key(BenchProcess server, String key, int rounds) {
            request = server.post("/api/v2/challenges", "{}", "X-API-Key: " + key);
            counted = key.equals(server.databaseKey());
            micros = new double[rounds];
        }
    }

    private final BenchProcess server;
    private final int rounds;
    private final Key configured;
    private final Key other;
    private final Random random = new Random(1);

    private KeyBenchmark(BenchProcess server, String other, int rounds) {
        this.server = server;
        this.rounds = rounds;
        this.configured = new Key(server, BenchServer.CONFIGURED_KEYS.get(0), rounds);
        this.other = new Key(server, other, rounds);
    }

    /** Measures. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        try (BenchProcess server = BenchProcess.start(1)) {
            new KeyBenchmark(server, server.databaseKey(), WARM_UP_ROUNDS).run();
            System.out.printf(
                    "Server CPU for POST /api/v2/challenges, in µs: %d rounds, in each 2 blocks of %d requests with each key%n%n",
                    rounds, BLOCK);
            System.out.printf(
                    "%-25s%12s%8s%9s%19s%9s%n", "other key", "configured", "other", "ratio", "95 % interval", "median");
            compare("configured too (noise)", new KeyBenchmark(server, BenchServer.CONFIGURED_KEYS.get(1), rounds));
            compare("in the database", new KeyBenchmark(server, server.databaseKey(), rounds));
            System.out.printf("%nRatio: of the means. Median: of the rounds' ratios.%n");
        }
    }

    private void run() throws IOException {
        for (int round = 0; round < rounds; round++) {
            List<Key> order = random.nextBoolean()
                    ? List.of(configured, other, other, configured)
                    : List.of(other, configured, configured, other);
            for (Key key : order) {
                key.micros[round] += block(key) / 2;
            }
        }
    }

    /** Microseconds for each request of a block. */
    private double block(Key key) throws IOException {
        Cpu before = server.cpu();
        for (int i = 0; i < BLOCK; i++) {
            server.send(key.request, 200);
        }
        Cpu taken = server.cpu().minus(before);
        return (key.counted ? taken.all() : taken.all() - taken.housekeeping()) / 1e3 / BLOCK;
    }

    private static void compare(String what, KeyBenchmark benchmark) throws IOException {
        benchmark.run();
        int rounds = benchmark.rounds;
        double[] configured = benchmark.configured.micros;
        double[] other = benchmark.other.micros;
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, i -> other[i] / configured[i]);
        Bootstrap ratio =
                Bootstrap.of(rounds, drawn -> Bootstrap.mean(other, drawn) / Bootstrap.mean(configured, drawn));
        System.out.printf(
                Locale.ROOT,
                "%-25s%12.2f%8.2f%9.4f%9.4f to %.4f%9.4f%n",
                what,
                Arrays.stream(configured).average().orElseThrow(),
                Arrays.stream(other).average().orElseThrow(),
                ratio.value(),
                ratio.low(),
                ratio.high(),
                Bootstrap.of(rounds, drawn -> Bootstrap.median(ratios, drawn)).value());
    }
}
