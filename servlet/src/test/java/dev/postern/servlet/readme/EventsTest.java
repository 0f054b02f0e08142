package dev.postern.servlet.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what is logged to the table of events in the guide. */
class EventsTest {
    private static final Pattern ENTRY = Pattern.compile("(?s)(?:LOG|getName\\(\\)\\))\\s*\\.log\\((.*?)\\);\\n");
    private static final Pattern EVENT = Pattern.compile("\\(event=([a-z-]+)\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| `(INFO|WARNING|ERROR)` \\|");

    @Test
    void eachEventInTheGuide_isLogged_andNoOther() throws IOException {
        Set<String> told =
                found(ROW, Files.readString(Path.of("README.md"))).collect(Collectors.toCollection(TreeSet::new));
        assertFalse(told.isEmpty());
        assertEquals(told, found(EVENT, sources()).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void whateverIsLogged_hasAnEvent() throws IOException {
        List<String> entries = found(ENTRY, sources()).toList();
        assertTrue(entries.size() > 20, entries::toString);
        for (String entry : entries) {
            boolean handedOver = entry.matches("(level, line|System\\.Logger\\.Level\\.INFO, described\\(\\))");
            assertTrue(handedOver || EVENT.matcher(entry).find(), entry);
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map((MatchResult result) -> result.group(1));
    }

    private static String sources() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path module : List.of(Path.of("../core/src/main/java"), Path.of("src/main/java"))) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        return sources.toString();
    }
}
