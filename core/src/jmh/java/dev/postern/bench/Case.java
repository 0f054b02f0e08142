package dev.postern.bench;

import java.util.Locale;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What is measured. */
enum Case {
    ISSUE(IssueBenchmark.class, "postern"),
    ISSUE_MEDIUM(IssueBenchmark.class, "medium"),
    ISSUE_HARD(IssueBenchmark.class, "hard"),
    ISSUE_ALTCHA(IssueBenchmark.class, "altcha"),
    VERIFY(VerifyBenchmark.class, "postern"),
    VERIFY_ALTCHA(VerifyBenchmark.class, "altcha"),
    CYCLE(CycleBenchmark.class, "postern"),
    CYCLE_YARDSTICK(CycleBenchmark.class, "yardstick"),
    CYCLE_2_THREADS(CycleBenchmark.class, "postern", 2),
    CYCLE_2_THREADS_YARDSTICK(CycleBenchmark.class, "yardstick", 2),
    REDIS(RedisBenchmark.class, "postern", 8),
    REDIS_BARE(RedisBenchmark.class, "bare", 8),
    IMAGE(ImageBenchmark.class, "postern"),
    IMAGE_NANO_CAPTCHA(ImageBenchmark.class, "nanoCaptcha"),
    IMAGE_NANO_CAPTCHA_PLAIN(ImageBenchmark.class, "nanoCaptchaPlain"),
    IMAGE_KAPTCHA(ImageBenchmark.class, "kaptcha"),
    IMAGE_EASY_CAPTCHA(ImageBenchmark.class, "easyCaptcha"),
    LIVE_THOUSAND(1_000, 0),
    LIVE_THOUSAND_AFTER_TEN_MILLION(1_000, 10_000_000),
    LIVE_THOUSAND_YARDSTICK(1_000),
    LIVE_MILLION(LiveBenchmark.MOST_LIVE, 0),
    LIVE_MILLION_YARDSTICK(LiveBenchmark.MOST_LIVE);

    /** How many entries a store or cache holds at most, unless it is filled on purpose. */
    static final int BOUND = 500_000;

    /** How many spent challenges a store or cache holds, unless it is filled on purpose. */
    static final int LIVE = 10_000;

    private final Class<?> benchmark;
    private final String method;
    private final int threads;
    private final int live;
    private final int spentBefore;

    Case(Class<?> benchmark, String method) {
        this(benchmark, method, 1);
    }

    Case(Class<?> benchmark, String method, int threads) {
        this(benchmark, method, threads, 0, 0);
    }

    /** Verify and redeem with so many live entries, after so many that have expired. */
    Case(int live, int spentBefore) {
        this(LiveBenchmark.class, "postern", 1, live, spentBefore);
    }

    /** The yardstick with so many live entries. */
    Case(int live) {
        this(LiveBenchmark.class, "yardstick", 1, live, 0);
    }

    Case(Class<?> benchmark, String method, int threads, int live, int spentBefore) {
        this.benchmark = benchmark;
        this.method = method;
        this.threads = threads;
        this.live = live;
        this.spentBefore = spentBefore;
    }

    ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .include("^\\Q" + benchmark.getName() + "." + method + "\\E$")
                .threads(threads)
                .param(LiveBenchmark.LIVE, "" + live) // which other benchmarks pass over
                .param(LiveBenchmark.SPENT_BEFORE, "" + spentBefore);
    }

    /** How many times the usual warm-up it needs: what draws or composes has much code to compile. */
    int warmUps() {
        return benchmark == ImageBenchmark.class || benchmark == IssueBenchmark.class ? 3 : 1;
    }

    int threads() {
        return threads;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
