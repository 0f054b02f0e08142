package dev.postern.micrometer;

import dev.postern.Difficulty;
import dev.postern.Metrics;
import dev.postern.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Records what happens at one gate in a registry of Micrometer, under the names that core's README lists. Each word that a label may have there has its meter from the start, so that rates
 * begin at 0; those of families are made when the first challenge is issued. Thread-safe. It needs {@code io.micrometer:micrometer-core}.
 *
 * <pre>{@code
 * Postern postern = Postern.builder().metrics(new MicrometerMetrics(registry)).build();
 * }</pre>
 */
public final class MicrometerMetrics implements Metrics {
    /** The upper bounds of a histogram's buckets, for stores near and far. */
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Map<Difficulty, Counter>> issued = new ConcurrentHashMap<>();
    private final Map<Verdict.Outcome, Counter> verified;
    private final Counter redeemed;
    private final Counter refused;
    private final Map<StoreCall, Timer> answered;
    private final Map<StoreCall, Timer> unavailable;
    private final Map<Limit, Counter> limited;

    /** Held strongly: a registry holds what a gauge reads but weakly. */
    private volatile LongSupplier entries = () -> 0;

    /** Records in this registry, which may be the application's. One is for one gate. */
    public MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
        verified = each(
                Verdict.Outcome.class,
                outcome -> Counter.builder("postern.answers.verified")
                        .description("Answers that were verified, by what came of them")
                        .tag("outcome", outcome.code())
                        .register(registry));
        redeemed = passes("redeemed");
        refused = passes("refused");
        answered = each(StoreCall.class, call -> timer(call, "answered"));
        unavailable = each(StoreCall.class, call -> timer(call, "unavailable"));
        limited = each(
                Limit.class,
                limit -> Counter.builder("postern.limits.reached")
                        .description("How often somebody had to wait for a limit, or to pay more")
                        .tag("limit", limit.code())
                        .register(registry));
    }

    private static <E extends Enum<E>, M> Map<E, M> each(Class<E> words, Function<E, M> meter) {
        Map<E, M> meters = new EnumMap<>(words);
        for (E word : words.getEnumConstants()) {
            meters.put(word, meter.apply(word));
        }
        return meters;
    }

    private Map<Difficulty, Counter> issued(String family) {
        return each(
                Difficulty.class,
                difficulty -> Counter.builder("postern.challenges.issued")
                        .description("Challenges that were issued, without further rounds")
                        .tag("family", family)
                        .tag("difficulty", difficulty.name().toLowerCase(Locale.ROOT))
                        .register(registry));
    }

    private Counter passes(String outcome) {
        return Counter.builder("postern.passes.redeemed")
                .description("What was brought as a pass, by what came of it")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Timer timer(StoreCall call, String outcome) {
        return Timer.builder("postern.store")
                .description("How long the token store was waited for")
                .tag("call", call.code())
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void issued(String family, Difficulty difficulty) {
        increment(issued.computeIfAbsent(family, this::issued), difficulty);
    }

    @Override
    public void verified(Verdict.Outcome outcome) {
        increment(verified, outcome);
    }

    @Override
    public void redeemed(boolean isRedeemed) {
        (isRedeemed ? redeemed : refused).increment();
    }

    @Override
    public void storeAsked(StoreCall call, boolean isAnswered, Duration took) {
        Timer timer = (isAnswered ? answered : unavailable).get(call);
        if (timer != null) {
            timer.record(took);
        }
    }

    @Override
    public void limited(Limit limit) {
        increment(limited, limit);
    }

    @Override
    public void storeHolds(LongSupplier entries) {
        this.entries = entries;
        Gauge.builder("postern.store.entries", this, metrics -> metrics.entries.getAsLong())
                .description(
                        "Spent challenges that the token store holds in this process, expired ones included that nothing has removed yet")
                .register(registry);
    }

    private static <E extends Enum<E>> void increment(Map<E, Counter> counters, E word) {
        Counter counter = counters.get(word);
        if (counter != null) {
            counter.increment();
        }
    }
}
