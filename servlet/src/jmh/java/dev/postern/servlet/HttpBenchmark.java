package dev.postern.servlet;

import dev.postern.servlet.Comparison.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Postern costs the server beyond HTTP and JSON: its CPU time for a challenge, compared with that of {@link BareServlet}, in the same application on the same
 * Jetty, which parses the same body and writes the same bytes. Beside that, the bare servlet is compared with itself, which shows what noise does.
 *
 * <p>Both get the same requests but for the path, which is as long. No filter stands in front of the bare servlet. Before a server is measured, the heads of
 * their replies are compared. Each connection sends its next request when it has the reply to the last. How the compiler has served a server stays with that
 * server, so there are ten of them, one after the other, and the intervals are about servers.
 *
 * <pre>
 * mvn -q -Pjmh -Djmh.core.skip process-test-classes -Djmh.main=dev.postern.servlet.HttpBenchmark
 * </pre>
 *
 * <p>The argument is the number of rounds of all servers together; 400 by default. With 120 it takes 4 minutes. Linux only.
 */
public final class HttpBenchmark {
    private static final int ROUNDS = 400;
    private static final int SERVERS = 10;
    private static final int WARM_UP_ROUNDS = 60;
    private static final String BODY = "{\"action\":\"signup\"}";

    private static final List<Row> ROWS = List.of(
            new Row("bare servlet, 16 connections (noise)", "/api/v2/challenges", 16, BenchServer.BARE),
            new Row("POST /api/v2/challenges, 64 connections", "/api/v2/challenges", 64, BenchServer.POSTERN),
            new Row("POST /api/v2/challenges, 16 connections", "/api/v2/challenges", 16, BenchServer.POSTERN),
            new Row("POST /api/v2/challenges, 1 connection", "/api/v2/challenges", 1, BenchServer.POSTERN),
            new Row("POST /challenge (work), 16 connections", "/challenge", 16, BenchServer.POSTERN));

    /** What is compared with the bare servlet's resource of this path: what stands at this mount. */
    private record Row(String name, String path, int connections, String mount) {
        Comparison on(BenchProcess server, int rounds) throws IOException {
            byte[] bare = request(BenchServer.BARE);
            byte[] other = request(mount);
            requireSameHead(server.send(bare, 200), server.send(other, 200));
            return new Comparison(
                    server, new Call(bare, connections, true), new Call(other, connections, true), rounds);
        }

        private byte[] request(String mount) {
            String caller = path.equals("/challenge")
                    ? "Sec-Fetch-Site: same-origin"
                    : "X-API-Key: " + BenchServer.CONFIGURED_KEYS.get(0);
            return BenchProcess.post(mount + path, BODY, caller);
        }
    }

    private HttpBenchmark() {}

    /** Measures. */
    public static void main(String[] args) throws Exception {
        int rounds = (args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS) / SERVERS;
        double[][] bare = new double[ROWS.size()][SERVERS];
        double[][] other = new double[ROWS.size()][SERVERS];
        for (int server = 0; server < SERVERS; server++) {
            List<Comparison> comparisons = measure(rounds);
            for (int row = 0; row < ROWS.size(); row++) {
                bare[row][server] = mean(comparisons.get(row).baseMicros());
                other[row][server] = mean(comparisons.get(row).otherMicros());
            }
        }
        System.out.printf(
                "Server CPU for a challenge, in µs: %d servers, on each %d rounds, in each 2 blocks of %d requests of each kind%n%n",
                SERVERS, rounds, Comparison.BLOCK);
        Comparison.printHead("", "bare", "other");
        for (int row = 0; row < ROWS.size(); row++) {
            Comparison.print(ROWS.get(row).name(), bare[row], other[row]);
        }
        System.out.printf("%nRatio: of the means. Median: of the servers' ratios.%n");
    }

    private static List<Comparison> measure(int rounds) throws IOException {
        try (BenchProcess server = BenchProcess.start(1)) {
            Comparison.run(comparisons(server, WARM_UP_ROUNDS), WARM_UP_ROUNDS);
            List<Comparison> comparisons = comparisons(server, rounds);
            Comparison.run(comparisons, rounds);
            return comparisons;
        }
    }

    private static List<Comparison> comparisons(BenchProcess server, int rounds) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        for (Row row : ROWS) {
            comparisons.add(row.on(server, rounds));
        }
        return comparisons;
    }

    private static double mean(double[] micros) {
        return Arrays.stream(micros).average().orElseThrow();
    }

    /** But for the length, which varies with the challenge, the time, and what is left. */
    private static void requireSameHead(String one, String other) {
        if (!withoutValues(one).equals(withoutValues(other))) {
            throw new IllegalStateException("the replies differ: " + one + "\n" + other);
        }
    }

    private static String withoutValues(String head) {
        return head.replaceAll("(Content-Length|Date|RateLimit): .*", "$1");
    }
}
