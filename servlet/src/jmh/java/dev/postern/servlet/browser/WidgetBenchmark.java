package dev.postern.servlet.browser;

import dev.postern.Difficulty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long the widget takes in Chromium, from the request for a challenge to the pass, and how much of that the page feels.
 *
 * <pre>
 * mvn -q -Pjmh -Djmh.core.skip process-test-classes -Djmh.main=dev.postern.servlet.browser.WidgetBenchmark
 * </pre>
 *
 * <p>It gets 30 passes at each level, and tries 20 million counters in a worker and on the main thread, both also with the main thread made 4 times as slow; about a minute.
 */
public final class WidgetBenchmark {
    private static final int PASSES = 30;
    private static final int TRIES = 10;
    private static final int COUNTERS = 2_000_000;

    private static final String PASS = """
            const captcha = document.querySelector('postern-captcha');
            captcha.reset();
            const start = performance.now();
            await captcha.execute();
            return performance.now() - start;
            """;

    /** Tries all counters, because none has the target. */
    private static final String WORK = """
            const { solve } = await import('/postern/widget/work.js');
            const work = { algorithm: 'SHA-256', salt: '5a'.repeat(32), target: 'a5'.repeat(32), max: given[0] };
            const start = performance.now();
            await solve(work).catch(() => {});
            return performance.now() - start;
            """;

    private final Browser browser;

    private WidgetBenchmark(Browser browser) {
        this.browser = browser;
    }

    /** Measures. */
    public static void main(String[] args) throws Exception {
        try (Browser browser = Browser.start()) {
            WidgetBenchmark benchmark = new WidgetBenchmark(browser);
            System.out.printf("%-44s%12s%12s%12s%18s%n", "a pass, in ms", "median", "least", "most", "longest task");
            for (Difficulty level : Difficulty.values()) {
                benchmark.passes(level);
            }
            System.out.printf("%n%-44s%12s%12s%12s%n", "millions of counters in a second", "median", "least", "most");
            benchmark.rates();
        }
    }

    private void passes(Difficulty level) throws Exception {
        try (WidgetServer shop = WidgetServer.start(site -> site.work(level, level), gate -> gate)) {
            Widget widget = new Widget(browser, shop.origin());
            widget.open("/form");
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < PASSES; i++) {
                times.add(number(browser.promised(PASS)));
            }
            double longest = widget.seen("tasks").stream()
                    .mapToDouble(WidgetBenchmark::number)
                    .max()
                    .orElse(0);
            print(level.toString().toLowerCase(Locale.ROOT), "%12.0f", times);
            System.out.println(longest == 0 ? "     none of 50 ms" : String.format(Locale.ROOT, "%18.0f", longest));
        }
    }

    private void rates() throws Exception {
        try (WidgetServer shop = WidgetServer.start()) {
            Widget widget = new Widget(browser, shop.origin());
            for (int times : List.of(1, 4)) {
                String slow = times == 1 ? "" : ", main thread " + times + " times as slow";
                widget.open("/form");
                browser.slowDown(times);
                rate("worker" + slow);
                browser.script("window.Worker = undefined; return true;");
                rate("main thread, in slices" + slow);
                browser.slowDown(1);
            }
        }
    }

    private void rate(String where) {
        browser.promised(WORK, COUNTERS); // to warm up
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            rates.add(COUNTERS / number(browser.promised(WORK, COUNTERS)) / 1000);
        }
        print(where, "%12.2f", rates);
        System.out.println();
    }

    private static void print(String what, String format, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int last = sorted.size() - 1;
        double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
        System.out.printf("%-44s", what);
        System.out.printf(Locale.ROOT, format + format + format, median, sorted.get(0), sorted.get(last));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
