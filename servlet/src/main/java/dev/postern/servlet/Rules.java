package dev.postern.servlet;

import dev.postern.servlet.http.Problem;
import dev.postern.servlet.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of a filter, of which the first that matches a request decides. Immutable. */
final class Rules {
    private final List<ProtectionRule> rules;

    Rules(List<ProtectionRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The rule that guards this request; null if none does, which takes no allocation for a plain path.
     *
     * @throws ProblemException if its path can be read in several ways, for which different actions are asked: a pass for one must
     *     not open the other
     */
    @Nullable
    ProtectionRule guarding(HttpServletRequest request) throws ProblemException {
        String method = request.getMethod();
        int first = 0;
        while (first < rules.size() && !rules.get(first).guardsMethod(method)) {
            first++;
        }
        if (first == rules.size()) {
            return null;
        }
        return RequestPath.isPlain(request)
                ? guardingPlain(request, method, first)
                : guarding(RequestPath.of(request), method);
    }

    private @Nullable ProtectionRule guardingPlain(HttpServletRequest request, String method, int first) {
        // No iterator: it would be all that an unguarded request allocates.
        for (int i = first; i < rules.size(); i++) {
            ProtectionRule rule = rules.get(i);
            if (rule.guardsMethod(method) && rule.path().matchesPlain(request)) {
                return rule;
            }
        }
        return null;
    }

    private @Nullable ProtectionRule guarding(RequestPath path, String method) throws ProblemException {
        ProtectionRule guarding = guarding(path.faithful(), path, method);
        for (String reading : path.loose()) {
            ProtectionRule rule = guarding(List.of(reading), path, method);
            if (guarding == null) {
                guarding = rule;
            } else if (rule != null && !rule.action().equals(guarding.action())) {
                throw new ProblemException(Problem.ambiguousPath());
            }
        }
        return guarding;
    }

    private @Nullable ProtectionRule guarding(List<String> readings, RequestPath path, String method) {
        for (ProtectionRule rule : rules) {
            if (rule.guardsMethod(method)
                    && Stream.concat(readings.stream(), path.servletPath().stream())
                            .anyMatch(rule.path()::matches)) {
                return rule;
            }
        }
        return null;
    }
}
