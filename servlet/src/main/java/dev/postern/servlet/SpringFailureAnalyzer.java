package dev.postern.servlet;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets Spring Boot tell a mistake in the configuration in one paragraph, without stack traces. */
final class SpringFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {
    SpringFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
