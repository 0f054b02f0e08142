package dev.postern.servlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What stands under {@code postern.} in one of the sources of Spring's environment, by the rules of Boot's relaxed binding: names in any
 * spelling, values as lists, placeholders.
 */
final class SpringSettings {
    private static final String PREFIX = "postern.";
    private static final Map<String, ConfigurationPropertyName> FIXED = SettingKeys.fixed()
            .collect(Collectors.toMap(
                    key -> key, key -> ConfigurationPropertyName.of(PREFIX + key), (a, b) -> a, LinkedHashMap::new));

    private final Environment environment;
    private final Map<String, Found> found = new LinkedHashMap<>();

    private SpringSettings(Environment environment) {
        this.environment = environment;
    }

    /**
     * The settings of all sources, those of the first source first, and those of one source in its order. Keys that are not known are among them.
     *
     * @throws ConfigurationException if a source has a key in two spellings, of which one would be lost
     */
    static List<Setting> of(Environment environment) {
        List<Setting> settings = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            settings.addAll(new SpringSettings(environment).read(source));
        }
        return settings;
    }

    private List<Setting> read(ConfigurationPropertySource source) {
        if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> named) {
            for (String name : named.getPropertyNames()) {
                if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                    addByName(named, name);
                } else if (named instanceof SystemEnvironmentPropertySource) {
                    refuseActionInVariable(name);
                }
            }
        }
        // Environment variables are spelt otherwise, and some sources can't tell their names.
        FIXED.forEach((key, name) -> {
            if (!found.containsKey(key)) {
                addByLookingUp(source, key, name);
            }
        });
        return found.entrySet().stream()
                .map(entry -> entry.getValue().setting(entry.getKey()))
                .toList();
    }

    private void addByName(PropertySource<?> source, String written) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(written, '.');
        int last = name.getNumberOfElements() - 1;
        boolean listed = last > 1 && name.isNumericIndex(last);
        String key = key(listed ? name.chop(last) : name);
        int index = listed ? Integer.parseInt(name.getElement(last, Form.ORIGINAL)) : Found.WHOLE;
        add(key, index, PropertySourceOrigin.get(source, written), source.getProperty(written), written);
    }

    private void addByLookingUp(ConfigurationPropertySource source, String key, ConfigurationPropertyName name) {
        ConfigurationProperty whole = source.getConfigurationProperty(name);
        if (whole != null) {
            add(key, Found.WHOLE, whole.getOrigin(), whole.getValue(), key);
            return;
        }
        for (int i = 0; ; i++) {
            ConfigurationProperty element = source.getConfigurationProperty(name.append("[" + i + "]"));
            if (element == null) {
                return;
            }
            add(key, i, element.getOrigin(), element.getValue(), key + "[" + i + "]");
        }
    }

    private void add(String key, int index, @Nullable Origin origin, @Nullable Object value, String written) {
        if (value == null) {
            return;
        }
        String source = Objects.toString(origin, "Spring's environment");
        Found all = found.computeIfAbsent(key, k -> new Found(source, new TreeMap<>()));
        all.add(key, index, environment.resolvePlaceholders(String.valueOf(value)), written);
    }

    private static void refuseActionInVariable(String variable) {
        String start = Settings.variable(SettingKeys.PROTECT) + "_";
        if (variable.startsWith(start) && !variable.substring(start.length()).matches("\\d+")) {
            throw Settings.actionInVariable(variable);
        }
    }

    /** The key as a file would have it; names of actions and sites are as they are written. */
    private static String key(ConfigurationPropertyName name) {
        for (Map.Entry<String, ConfigurationPropertyName> fixed : FIXED.entrySet()) {
            if (fixed.getValue().equals(name)) {
                return fixed.getKey();
            }
        }
        int last = name.getNumberOfElements() - 1;
        String first = name.getElement(1, Form.UNIFORM);
        if (first.equals(SettingKeys.PROTECT)) {
            return SettingKeys.PROTECT + "." + written(name, 2, last + 1);
        }
        if (first.equals(SettingKeys.SITE)) {
            Optional<String> key = FIXED.keySet().stream()
                    .filter(fixed -> ConfigurationPropertyName.of(fixed).equals(name.subName(last)))
                    .map(fixed -> SettingKeys.SITE + "." + written(name, 2, last) + "." + fixed)
                    .filter(SettingKeys::isKnown)
                    .findFirst();
            if (key.isPresent()) {
                return key.get();
            }
        }
        return written(name, 1, last + 1);
    }

    private static String written(ConfigurationPropertyName name, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> name.getElement(i, Form.ORIGINAL))
                .collect(Collectors.joining("."));
    }

    /** The value of a key in one source, or the values of its list by their index. */
    private record Found(String source, TreeMap<Integer, String> values) {
        static final int WHOLE = -1;

        void add(String key, int index, String value, String written) {
            boolean mixed = !values.isEmpty() && values.containsKey(WHOLE) != (index == WHOLE);
            if (mixed || values.putIfAbsent(index, value) != null) {
                throw new Setting(source, key, value)
                        .wrong("the key stands twice in this source, also as " + written
                                + "; values of one key stand in one list, or between commas");
            }
        }

        Setting setting(String key) {
            return new Setting(source, key, String.join(",", values.values()));
        }
    }
}
