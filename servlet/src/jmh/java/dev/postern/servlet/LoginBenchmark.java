package dev.postern.servlet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Whether the time of a login tells if there is an account: {@code POST /api/v1/auth/login} of addresses that have one, with a wrong password, and of addresses
 * that have none, as one client sees it over HTTP. An address of each kind makes a pair, in random order.
 *
 * <pre>
 * mvn -q -Pjmh -Djmh.core.skip process-test-classes -Djmh.main=dev.postern.servlet.LoginBenchmark
 * </pre>
 *
 * <p>It takes 1,000 logins of each kind, of 200 addresses, because each may try 10 times in 10 minutes; about 2 minutes.
 */
public final class LoginBenchmark {
    private static final int ADDRESSES = 200;
    private static final int TRIES = 5;

    private final BenchProcess server;
    private final Random random = new Random(1);
    private final List<Double> known = new ArrayList<>();
    private final List<Double> unknown = new ArrayList<>();

    private LoginBenchmark(BenchProcess server) {
        this.server = server;
    }

    /** Measures. */
    public static void main(String[] args) throws Exception {
        try (BenchProcess server = BenchProcess.start(2 * ADDRESSES)) {
            new LoginBenchmark(server).tryAll(); // to warm up
            LoginBenchmark benchmark = new LoginBenchmark(server);
            for (int i = 0; i < TRIES; i++) {
                benchmark.tryAll();
            }
            benchmark.print();
        }
    }

    /** Each address once. */
    private void tryAll() throws IOException {
        List<Integer> even = shuffled();
        List<Integer> odd = shuffled();
        for (int i = 0; i < ADDRESSES; i++) {
            int account = 2 * even.get(i);
            int nobody = 2 * odd.get(i) + 1;
            if (random.nextBoolean()) {
                known.add(millis(account));
                unknown.add(millis(nobody));
            } else {
                unknown.add(millis(nobody));
                known.add(millis(account));
            }
        }
    }

    private List<Integer> shuffled() {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, ADDRESSES).boxed().toList());
        Collections.shuffle(numbers, random);
        return numbers;
    }

    private double millis(int number) throws IOException {
        byte[] request = BenchProcess.post(
                "/postern/api/v1/auth/login",
                "{\"email\":\"" + BenchServer.email(number) + "\",\"password\":\"wrong horse battery\"}");
        long start = System.nanoTime();
        server.send(request, 401);
        return (System.nanoTime() - start) / 1e6;
    }

    private void print() {
        double[] knowns = known.stream().mapToDouble(Double::doubleValue).toArray();
        double[] unknowns = unknown.stream().mapToDouble(Double::doubleValue).toArray();
        int count = knowns.length;
        System.out.printf(
                Locale.ROOT, "POST /api/v1/auth/login with a wrong password: %d logins of each kind, in ms%n%n", count);
        System.out.printf(
                "%-8s%14s%16s%13s%20s%20s%n",
                "", "known address", "unknown address", "difference", "95 % interval", "would be found");
        print(
                "mean",
                Bootstrap.of(count, drawn -> Bootstrap.mean(knowns, drawn)),
                Bootstrap.of(count, drawn -> Bootstrap.mean(unknowns, drawn)),
                Bootstrap.of(count, drawn -> Bootstrap.mean(knowns, drawn) - Bootstrap.mean(unknowns, drawn)));
        print(
                "median",
                Bootstrap.of(count, drawn -> Bootstrap.median(knowns, drawn)),
                Bootstrap.of(count, drawn -> Bootstrap.median(unknowns, drawn)),
                Bootstrap.of(count, drawn -> Bootstrap.median(knowns, drawn) - Bootstrap.median(unknowns, drawn)));
        System.out.printf("%nWould be found: the smallest difference that would be, with 95 %% power.%n");
    }

    private static void print(String what, Bootstrap known, Bootstrap unknown, Bootstrap difference) {
        System.out.printf(
                Locale.ROOT,
                "%-8s%14.3f%16.3f%13.3f%10.3f to %6.3f%20.3f%n",
                what,
                known.value(),
                unknown.value(),
                difference.value(),
                difference.low(),
                difference.high(),
                difference.smallestFound());
    }
}
