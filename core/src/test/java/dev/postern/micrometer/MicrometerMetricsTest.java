package dev.postern.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.AnswerRequest;
import dev.postern.ChallengeRequest;
import dev.postern.Metrics;
import dev.postern.Postern;
import dev.postern.Site;
import dev.postern.Verdict;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Micrometer has of what happened. */
class MicrometerMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics metrics = new MicrometerMetrics(registry);
    private final Site site = Site.builder("shop").build();

    @Test
    void eachThingThatHappens_isInItsMeter_andInNoOther() {
        try (Postern postern =
                Postern.builder().secret(new byte[32]).metrics(metrics).build()) {
            String token = postern.issue(ChallengeRequest.of(site)).token().toString();
            postern.verify(AnswerRequest.of(site, token, "no number"));
            postern.verify(AnswerRequest.of(site, token, "no number"));
            postern.redeem(site, token);

            assertEquals(1, count("postern.challenges.issued", "family", "digits", "difficulty", "easy"));
            assertEquals(1, count("postern.challenges.issued"));
            assertEquals(1, count("postern.answers.verified", "outcome", "incorrect-answer"));
            assertEquals(1, count("postern.answers.verified", "outcome", "already-used"));
            assertEquals(2, count("postern.answers.verified"));
            assertEquals(1, count("postern.passes.redeemed", "outcome", "refused"));
            assertEquals(1, count("postern.passes.redeemed"));
            assertEquals(2, calls("spend", "answered"));
            assertEquals(1, calls("redeem", "answered"));
            assertEquals(1, registry.get("postern.store.entries").gauge().value());
        }
    }

    @Test
    void storesTime_andLimits_areRecorded() {
        metrics.storeAsked(Metrics.StoreCall.SPEND, false, Duration.ofMillis(7));
        metrics.limited(Metrics.Limit.ISSUE);
        assertEquals(1, calls("spend", "unavailable"));
        assertEquals(0, calls("spend", "answered"));
        assertEquals(
                7,
                registry.get("postern.store")
                        .tags("call", "spend", "outcome", "unavailable")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS));
        assertEquals(1, count("postern.limits.reached", "limit", "issue"));
        assertEquals(1, count("postern.limits.reached"));
    }

    @Test
    void labels_haveTheWordsThatThereAre_fromTheStart() {
        assertEquals(
                Arrays.stream(Verdict.Outcome.values())
                        .map(Verdict.Outcome::code)
                        .collect(Collectors.toCollection(TreeSet::new)),
                words("postern.answers.verified", "outcome"));
        assertEquals(
                Arrays.stream(Metrics.Limit.values())
                        .map(Metrics.Limit::code)
                        .collect(Collectors.toCollection(TreeSet::new)),
                words("postern.limits.reached", "limit"));
        assertEquals(Set.of("answered", "unavailable"), words("postern.store", "outcome"));
        assertEquals(Set.of("spend", "redeem", "check"), words("postern.store", "call"));
        assertEquals(Set.of("redeemed", "refused"), words("postern.passes.redeemed", "outcome"));
    }

    @Test
    void everyMeter_saysWhatItIs() {
        metrics.storeHolds(() -> 0);
        for (Meter meter : registry.getMeters()) {
            if (meter.getId().getName().endsWith(".histogram")) {
                continue; // this registry's way to keep the buckets of a timer
            }
            String description = meter.getId().getDescription();
            assertTrue(description != null && !description.isEmpty(), () -> meter.getId() + " has no description");
        }
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private long calls(String call, String outcome) {
        return registry.get("postern.store")
                .tags("call", call, "outcome", outcome)
                .timer()
                .count();
    }

    private Set<String> words(String name, String label) {
        return registry.get(name).meters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .filter(tag -> tag.getKey().equals(label))
                .map(Tag::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
