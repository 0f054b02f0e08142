package dev.postern.servlet;

import dev.postern.Metrics;
import java.util.function.Supplier;

/**
 * What counts, and says what it counted. Apart from {@link Prometheus}, because a class that is linked without its optional library stops the start of all.
 *
 * @param metrics is told of what happens
 * @param text all that was counted, in Prometheus' text format 0.0.4
 */
record Exposition(Metrics metrics, Supplier<String> text) {}
