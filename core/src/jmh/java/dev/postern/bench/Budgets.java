package dev.postern.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures the core against its budgets and prints the result as Markdown. The first argument is the number of rounds, six by
 * default: the more, the narrower the intervals. A second one takes the cases alone whose names start with it, as {@code CYCLE}. With
 * {@code quick}, two short rounds, which show that everything runs and no more: an interval takes three.
 */
public final class Budgets {
    private Budgets() {}

    /** Runs. */
    public static void main(String[] args) throws RunnerException {
        boolean quick = List.of(args).contains("quick");
        Rounds rounds = quick ? new Rounds(1, 1) : new Rounds(3, 3);
        String prefix = args.length < 2 ? "" : args[1];
        List<Case> cases = Stream.of(Case.values())
                .filter(each -> each.name().startsWith(prefix))
                .toList();
        rounds.run(quick ? 2 : args.length == 0 ? 6 : Integer.parseInt(args[0]), cases);
        printBudgets(rounds, cases);
        if (prefix.isEmpty()) {
            printBytes(rounds);
        }
        printRates(rounds, cases);
    }

    private static void printBudgets(Rounds rounds, List<Case> cases) {
        print("| ratio | budget | measured | 95 % interval | kept |");
        print("| --- | --- | --- | --- | --- |");
        for (Budget budget : Budget.ALL) {
            if (!cases.containsAll(budget.cases())) {
                continue;
            }
            Estimate ratio = budget.estimate(rounds);
            print(
                    "| %s | %s | %.2f | %s | %s |",
                    budget.what(),
                    budget.limitText(),
                    ratio.mean(),
                    interval("%.2f to %.2f", ratio.low(), ratio.high()),
                    budget.kept(ratio));
        }
    }

    private static void printBytes(Rounds rounds) {
        print("");
        print("| bytes | budget | measured |");
        print("| --- | --- | --- |");
        print(
                "| allocated by issue | ≤ 2500 | %.0f |",
                Estimate.of(rounds.bytes(Case.ISSUE)).mean());
        print(
                "| allocated by verify | ≤ 2000 | %.0f |",
                Estimate.of(rounds.bytes(Case.VERIFY)).mean());
        print("| heap for a wrong attempt | | %d |", HeapUse.perWrongAttempt());
        print("| heap for a right answer and its pass | | %d |", HeapUse.perLivePass());
    }

    private static void printRates(Rounds rounds, List<Case> cases) {
        print("");
        print("| case | ns per operation and thread | 95 % interval | bytes allocated |");
        print("| --- | --- | --- | --- |");
        for (Case each : cases) {
            double nanos = 1e6 * each.threads();
            Estimate rate = Estimate.of(rounds.rates(each));
            print(
                    "| %s | %.0f | %s | %.0f |",
                    each,
                    nanos / rate.mean(),
                    interval("%.0f to %.0f", nanos / rate.high(), nanos / rate.low()),
                    Estimate.of(rounds.bytes(each)).mean());
        }
    }

    private static String interval(String format, double low, double high) {
        return Double.isNaN(low) ? "unknown" : String.format(Locale.ROOT, format, low, high);
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static void print(String format, Object... values) {
        print(String.format(Locale.ROOT, format, values));
    }
}
