package dev.postern.servlet;

import dev.postern.micrometer.MicrometerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Counts what happens at one gate, for Prometheus. */
final class Prometheus {
    private Prometheus() {}

    /** With a registry of its own, in which nothing else is. */
    static Exposition exposition() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Exposition exposition = new Exposition(new MicrometerMetrics(registry), registry::scrape);
        String unused = exposition.text().get(); // so that a library which only that needs is missed at the start
        return exposition;
    }
}
