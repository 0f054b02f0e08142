package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an IDE tells of the settings of a Spring Boot application. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpringMetadataTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final JsonNode metadata = read();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyKey_isInIt_once_andNoOther() {
        assertEquals(
                SettingKeys.fixed().map(key -> "postern." + key).sorted().toList(),
                properties().map(property -> text(property, "name")).sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void aKey_hasADescription_andATypeThatThereIs(JsonNode property) throws ClassNotFoundException {
        assertTrue(text(property, "description").matches("(?s)[A-Z].{20,}\\."), property::toString);
        for (String type :
                text(property, "type").replaceAll("[<>]", " ").strip().split(" ", -1)) {
            assertNotNull(Class.forName(type));
        }
    }

    @Test
    void defaults_areThoseOfTheGuide() throws IOException {
        Map<String, String> guide = defaultsOfTheGuide();
        List<String> wrong = properties()
                .filter(property -> !guide.getOrDefault(key(property), "none").equals(defaultOf(property)))
                .map(property -> property + ", but in the guide " + guide.get(key(property)))
                .toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void defaults_thatAreWrittenOut_changeNothing() throws Exception {
        String[] lines = properties()
                .filter(property -> property.has("defaultValue"))
                .filter(property -> !SettingKeys.OF_ACCOUNTS.contains(key(property)))
                .filter(property -> !SettingKeys.OF_DESK.contains(key(property)))
                .filter(property -> !key(property).startsWith("token-store-"))
                .map(property -> key(property) + " = " + defaultOf(property))
                .toArray(String[]::new);
        Gate unset = new SettingsApplication(directory.resolve("unset")).start().gate();
        Gate set = new SettingsApplication(directory.resolve("set"))
                .webInf(lines)
                .start()
                .gate();

        assertTrue(lines.length > 10);
        assertEquals(unset.mount(), set.mount());
        assertEquals(unset.testKeys().isPresent(), set.testKeys().isPresent());
        assertEquals(described(unset.site()), described(set.site()));
    }

    private static List<Object> described(Site site) {
        return List.of(
                site.id(),
                site.audience(),
                site.families(),
                site.difficulties(),
                site.locales(),
                site.minimumScore(),
                site.challengeLifetime(),
                site.verificationLifetime());
    }

    private static Map<String, String> defaultsOfTheGuide() throws IOException {
        Map<String, String> defaults = new HashMap<>();
        String guide = Files.readString(Path.of("README.md"));
        String section = guide.substring(guide.indexOf("## Settings"), guide.indexOf("### The secret"));
        for (String line : section.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5) {
                List<String> keys = code(cells[1]);
                List<String> values = code(cells[2]);
                for (int i = 0; i < keys.size() && i < values.size(); i++) {
                    defaults.putIfAbsent(keys.get(i), values.get(i));
                }
                if (keys.size() == 2 && values.size() == 1 && keys.get(1).startsWith("limit.")) {
                    defaults.put(keys.get(1), values.get(0));
                }
            }
        }
        return defaults;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private Stream<JsonNode> properties() {
        List<JsonNode> all = new ArrayList<>();
        metadata.get("properties").forEach(all::add);
        return all.stream();
    }

    private static String key(JsonNode property) {
        return text(property, "name").substring("postern.".length());
    }

    private static String defaultOf(JsonNode property) {
        @Nullable JsonNode value = property.get("defaultValue");
        if (value == null) {
            return "none";
        }
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                : value.asText();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static JsonNode read() {
        try (InputStream file =
                SpringMetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
