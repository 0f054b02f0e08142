package dev.postern.servlet;

import dev.postern.servlet.BenchProcess.Cpu;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What one request costs a server beside another: its CPU time for both, in alternation.
 *
 * <p>The server is a process of its own; all that it does counts, from the kernel's part of the network to garbage collection. In each round each request has two
 * blocks, in random order and then in the reverse, so that nothing that drifts favours one.
 */
final class Comparison {
    /** Requests in a block. */
    static final int BLOCK = 400;

    /** A request that is sent over and over. */
    static final class Call {
        private final byte[] request;
        private final int connections;
        private final boolean isCounted;

        /**
         * @param connections over how many connections, each of which has one request in flight
         * @param isCounted whether what the thread takes that writes counts to the database belongs to it
         */
        Call(byte[] request, int connections, boolean isCounted) {
            this.request = request;
            this.connections = connections;
            this.isCounted = isCounted;
        }
    }

    private final BenchProcess server;
    private final Call base;
    private final Call other;
    private final double[] baseMicros;
    private final double[] otherMicros;
    private final Random random = new Random(1);

    Comparison(BenchProcess server, Call base, Call other, int rounds) {
        this.server = server;
        this.base = base;
        this.other = other;
        this.baseMicros = new double[rounds];
        this.otherMicros = new double[rounds];
    }

    /** All rounds of each, one after the other in each round. */
    static void run(List<Comparison> comparisons, int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Comparison comparison : comparisons) {
                comparison.run(round);
            }
        }
    }

    private void run(int round) throws IOException {
        boolean baseFirst = random.nextBoolean();
        for (boolean isBase : new boolean[] {baseFirst, !baseFirst, !baseFirst, baseFirst}) {
            double[] micros = isBase ? baseMicros : otherMicros;
            micros[round] += block(isBase ? base : other) / 2;
        }
    }

    /** Microseconds for each request of a block. */
    private double block(Call call) throws IOException {
        Cpu before = server.cpu();
        server.send(call.request, BLOCK, call.connections, 200);
        Cpu taken = server.cpu().minus(before);
        return (call.isCounted ? taken.all() : taken.all() - taken.housekeeping()) / 1e3 / BLOCK;
    }

    /** Microseconds for one request of the first kind, in each round. */
    double[] baseMicros() {
        return baseMicros;
    }

    /** Microseconds for one request of the second kind, in each round. */
    double[] otherMicros() {
        return otherMicros;
    }

    static void printHead(String first, String base, String other) {
        System.out.printf("%-40s%12s%10s%9s%19s%9s%n", first, base, other, "ratio", "95 % interval", "median");
    }

    /** A line of pairs; the interval is that of the ratio if as many of them are drawn with replacement. */
    static void print(String what, double[] base, double[] other) {
        int count = base.length;
        double[] ratios = new double[count];
        Arrays.setAll(ratios, i -> other[i] / base[i]);
        Bootstrap ratio = Bootstrap.of(count, drawn -> Bootstrap.mean(other, drawn) / Bootstrap.mean(base, drawn));
        System.out.printf(
                Locale.ROOT,
                "%-40s%12.2f%10.2f%9.4f%9.4f to %.4f%9.4f%n",
                what,
                Arrays.stream(base).average().orElseThrow(),
                Arrays.stream(other).average().orElseThrow(),
                ratio.value(),
                ratio.low(),
                ratio.high(),
                Bootstrap.of(count, drawn -> Bootstrap.median(ratios, drawn)).value());
    }
}
