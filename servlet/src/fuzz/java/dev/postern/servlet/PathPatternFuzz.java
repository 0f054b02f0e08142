package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.Action;

/** A text is a path pattern, with a name that is an action, and matches its own path, or it is refused as no argument. */
final class PathPatternFuzz {
    @FuzzTest
    void aTextIsAPatternOrRefused(FuzzedDataProvider data) {
        PathPattern pattern;
        try {
            pattern = new PathPattern(data.consumeRemainingAsString());
        } catch (IllegalArgumentException e) {
            return;
        }
        assertTrue(pattern.action().stream().allMatch(Action::isValid), pattern.pattern());
        assertTrue(pattern.pattern().startsWith("/") || pattern.pattern().startsWith("*."));
        PathPatternTest.assertMatchesItsOwnPath(pattern);
    }
}
