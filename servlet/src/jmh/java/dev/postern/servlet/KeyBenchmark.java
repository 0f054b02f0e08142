package dev.postern.servlet;

import dev.postern.servlet.BenchProcess.Cpu;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a key in the database costs the server: its CPU time for {@code POST /api/v2/challenges}, compared with a key in the configuration. A second configured
 * key is there to show what noise does.
 *
 * <p>The server is a process of its own, with its database in a file; all that it does counts, from the kernel's part of the network to garbage collection. It knows
 * no difference between the keys but where they stand. In each round each key has two blocks of requests, in random order and then in the reverse, so that
 * nothing that drifts favours one. What the thread takes that writes counts is left out of the blocks of configured keys, which have none. That the key is read from
 * the database every 4 seconds counts three times as much as it would if all requests came with it.
 *
 * <pre>
 * mvn -q -Pjmh -Djmh.core.skip process-test-classes -Djmh.main=dev.postern.servlet.KeyBenchmark
 * </pre>
 *
 * <p>The argument is the number of rounds; with 250, as by default, it takes about 3 minutes. Linux only.
 */
public final class KeyBenchmark {
    private static final int ROUNDS = 250;
    private static final int WARM_UP_ROUNDS = 150;
    private static final int BLOCK = 200;

    /** A key, and what its requests took in each round. */
    private static final class Key {
        private final String text;
        private final HttpRequest request;
        private final boolean counted;
        private final double[] micros;

        Key(BenchProcess server, String text, String key, int rounds) {
            this.text = text;
            request = server.post("/api/v2/challenges", "{}", "X-API-Key", key);
            counted = key.equals(server.databaseKey());
            micros = new double[rounds];
        }
    }

    private final BenchProcess server;
    private final int rounds;
    private final List<Key> keys;
    private final Random random = new Random(1);
    private double housekeeping;

    private KeyBenchmark(BenchProcess server, int rounds) {
        this.server = server;
        this.rounds = rounds;
        keys = List.of(
                new Key(server, "configured key", BenchServer.CONFIGURED_KEYS.get(0), rounds),
                new Key(server, "another configured key", BenchServer.CONFIGURED_KEYS.get(1), rounds),
                new Key(server, "database key", server.databaseKey(), rounds));
    }

    /** Measures. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        try (BenchProcess server = BenchProcess.start(1)) {
            new KeyBenchmark(server, WARM_UP_ROUNDS).run();
            KeyBenchmark benchmark = new KeyBenchmark(server, rounds);
            benchmark.run();
            benchmark.print();
        }
    }

    private void run() throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            List<Key> order = new ArrayList<>(keys);
            Collections.shuffle(order, random);
            List<Key> reverse = new ArrayList<>(order);
            Collections.reverse(reverse);
            order.addAll(reverse);
            for (Key key : order) {
                key.micros[round] += block(key) / 2;
            }
        }
    }

    /** Microseconds for each request of a block. */
    private double block(Key key) throws IOException, InterruptedException {
        Cpu before = server.cpu();
        for (int i = 0; i < BLOCK; i++) {
            server.send(key.request, 200);
        }
        Cpu taken = server.cpu().minus(before);
        housekeeping += taken.housekeeping() / 1e3;
        return (key.counted ? taken.all() : taken.all() - taken.housekeeping()) / 1e3 / BLOCK;
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "Server CPU for POST /api/v2/challenges: %d rounds, in each 2 blocks of %d requests with each key%n%n",
                rounds,
                BLOCK);
        System.out.printf("%-24s%10s%10s%19s%12s%n", "", "mean µs", "ratio", "95 % interval", "median");
        double[] configured = keys.get(0).micros;
        for (Key key : keys) {
            double[] these = key.micros;
            double[] ratios = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                ratios[i] = these[i] / configured[i];
            }
            Bootstrap ratio =
                    Bootstrap.of(rounds, drawn -> Bootstrap.mean(these, drawn) / Bootstrap.mean(configured, drawn));
            Bootstrap median = Bootstrap.of(rounds, drawn -> Bootstrap.median(ratios, drawn));
            System.out.printf(
                    Locale.ROOT,
                    "%-24s%10.2f%10.4f%9.4f to %.4f%12.4f%n",
                    key.text,
                    Bootstrap.of(rounds, drawn -> Bootstrap.mean(these, drawn)).value(),
                    ratio.value(),
                    ratio.low(),
                    ratio.high(),
                    median.value());
        }
        System.out.printf(
                Locale.ROOT,
                "%nRatio: of the means. Median: of the rounds' ratios. The thread that writes counts took %.2f µs for each request.%n",
                housekeeping / (rounds * 2.0 * BLOCK * keys.size()));
    }
}
