package dev.postern.servlet;

import dev.postern.Metrics;
import dev.postern.micrometer.MicrometerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Counts what happens at one gate, for Prometheus. */
final class Prometheus {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics = new MicrometerMetrics(registry);

    /** With a registry of its own, in which nothing else is. */
    Prometheus() {
        String unused = text(); // so that a library which only that needs is missed at the start
    }

    /** What is told of what happens. */
    Metrics metrics() {
        return metrics;
    }

    /** All that was counted, in Prometheus' text format 0.0.4. */
    String text() {
        return registry.scrape();
    }
}
