package dev.postern.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs each case once in each round, in a JVM of its own, so that what is compared is measured close in time; every other
 * round runs backward.
 */
final class Rounds {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final int warmups;
    private final int measurements;
    private final Map<Case, List<Double>> rates = new EnumMap<>(Case.class);
    private final Map<Case, List<Double>> bytes = new EnumMap<>(Case.class);

    Rounds(int warmups, int measurements) {
        this.warmups = warmups;
        this.measurements = measurements;
    }

    void run(int rounds, List<Case> cases) throws RunnerException {
        for (int round = 0; round < rounds; round++) {
            List<Case> order = new ArrayList<>(cases);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Case next : order) {
                run(next);
            }
            System.err.printf("round %d of %d done%n", round + 1, rounds);
        }
    }

    private void run(Case next) throws RunnerException {
        Options options = next.options()
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.MILLISECONDS)
                .forks(1)
                .warmupIterations(warmups * next.warmUps())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(measurements)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms2g", "-Xmx2g")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(options).runSingle();
        add(rates, next, result.getPrimaryResult());
        add(bytes, next, result.getSecondaryResults().get(ALLOCATED));
    }

    private static void add(Map<Case, List<Double>> values, Case key, Result<?> result) {
        values.computeIfAbsent(key, absent -> new ArrayList<>()).add(result.getScore());
    }

    /** Operations in a millisecond, of all threads together, in each round. */
    List<Double> rates(Case of) {
        return List.copyOf(rates.getOrDefault(of, List.of()));
    }

    /** Bytes allocated by one operation, in each round. */
    List<Double> bytes(Case of) {
        return List.copyOf(bytes.getOrDefault(of, List.of()));
    }
}
