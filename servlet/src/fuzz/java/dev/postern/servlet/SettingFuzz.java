package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.Audience;
import dev.postern.limit.Rate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** A value is what it should be or a mistake in the configuration that names its key, and never any other exception. */
final class SettingFuzz {
    private static final List<String> KEYS = List.of("protect", "secret", "site.a.api-key", "limit.issue", "unknown");
    private static final List<Function<Setting, Object>> READERS = List.of(
            Setting::asInt,
            Setting::asLong,
            Setting::asDouble,
            Setting::asDuration,
            setting -> setting.as(Rate::parse),
            setting -> setting.as(ProtectionRule::parse),
            setting -> setting.as(text -> Setting.oneOf(Audience.class, text)),
            setting -> setting.asListOf(ProtectionRule::parse));

    @FuzzTest
    void aValueIsReadOrIsAMistake(FuzzedDataProvider data) {
        String key = data.pickValue(KEYS);
        Function<Setting, Object> reader = data.pickValue(READERS);
        String value = data.consumeRemainingAsString();
        Setting setting = new Setting("a file", key, value);
        try {
            assertNotNull(reader.apply(setting));
        } catch (ConfigurationException e) {
            String mistake = Objects.requireNonNull(e.getMessage());
            assertTrue(mistake.startsWith("Postern: a file: " + key + " = "), mistake);
            assertFalse(mistake.endsWith(": null"), mistake);
        }
    }
}
