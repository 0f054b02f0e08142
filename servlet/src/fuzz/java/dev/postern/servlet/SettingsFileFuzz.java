package dev.postern.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.List;

/** Any bytes are a file of settings, with rules in it, or a mistake that names the file and no secret. */
final class SettingsFileFuzz {
    private static final int SHORTEST_SECRET = 32;

    @FuzzTest
    void bytesAreSettingsOrAMistake(byte[] file) {
        Settings settings;
        try {
            settings = Settings.of(context(file), List.of());
        } catch (ConfigurationException e) {
            check(e, "");
            return;
        }
        String secret = settings.get("secret")
                .map(Setting::value)
                .filter(value -> settings.all().stream()
                        .noneMatch(other ->
                                !other.key().equals("secret") && (other.key() + " = " + other.value()).contains(value)))
                .orElse(""); // what stands in another setting, too, is none
        for (Setting setting : settings.all()) {
            assertTrue(SettingKeys.isKnown(setting.key()));
        }
        try {
            GateSettings.rules(settings, List.of());
            settings.get("secret").ifPresent(Setting::asSecret);
        } catch (ConfigurationException e) {
            check(e, secret);
        }
    }

    private static void check(ConfigurationException e, String secret) {
        String mistake = String.valueOf(e.getMessage());
        assertTrue(mistake.startsWith("Postern: WEB-INF/postern.properties"), mistake);
        assertFalse(secret.length() >= SHORTEST_SECRET && mistake.contains(secret), mistake);
    }

    /** Has this file, and nothing else that the settings ask for. */
    private static ServletContext context(byte[] file) {
        return (ServletContext) Proxy.newProxyInstance(
                SettingsFileFuzz.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, called, args) -> switch (called.getName()) {
                    case "getContextPath" -> "";
                    case "getResourceAsStream" -> new ByteArrayInputStream(file);
                    case "getClassLoader" -> SettingsFileFuzz.class.getClassLoader();
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
