package dev.postern.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one web application. Where a key stands in several places, the first of these counts: the filter's init
 * parameters, system properties ({@code postern.<key>}), environment variables ({@code POSTERN_<KEY>}, with {@code _} for {@code .}
 * and {@code -}; none for {@code protect.<action>} and {@code site.<id>.<key>}, whose names they can't spell), {@code WEB-INF/postern.properties}, {@code postern.properties} on the class path.
 * In a Spring Boot application, Spring's environment takes the place of system properties and environment variables.
 *
 * <p>Files keep their order, which is the order of rules; keys of other sources are in the order of their names.
 */
final class Settings {
    private static final System.Logger LOG = System.getLogger(Settings.class.getName());
    private static final String FILE = "postern.properties";
    private static final String SYSTEM_PREFIX = "postern.";
    private static final String ENVIRONMENT_PREFIX = "POSTERN_";
    private static final Pattern ONE_NAME = Pattern.compile("/[A-Za-z0-9_-]{1,50}");
    private static final String ENVIRONMENT = "environment variables";

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private String contextPath = "";

    private Settings() {}

    /** All sources but init parameters. */
    static Settings of(ServletContext context) {
        return of(context, System.getenv());
    }

    /** All sources but init parameters, with these environment variables. */
    static Settings of(ServletContext context, Map<String, String> environment) {
        Settings settings = new Settings();
        settings.addShared(context, environment);
        return settings;
    }

    /** The filter's init parameters alone. */
    static Settings of(FilterConfig config) {
        Settings settings = new Settings();
        settings.addInitParameters(config);
        return settings;
    }

    /** All sources, but of the init parameters not the rules, which add to those of the other sources and don't replace them. */
    static Settings of(FilterConfig config, ServletContext context) {
        Settings settings = of(config);
        settings.settings.keySet().removeIf(SettingKeys::isRule);
        settings.addShared(context, System.getenv());
        return settings;
    }

    /** These, and then the files: other sources are in what Spring tells. */
    static Settings of(ServletContext context, List<Setting> told) {
        Settings settings = new Settings();
        told.forEach(settings::add);
        settings.addFiles(context);
        return settings;
    }

    Optional<Setting> get(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    List<Setting> all() {
        return List.copyOf(settings.values());
    }

    /** Says in the log what is in force, and from where. */
    void tell() {
        LOG.log(System.Logger.Level.INFO, described());
    }

    /** What is in force, one setting a line, without a secret. */
    String described() {
        return settings.values().stream()
                .map(setting -> "\n    " + setting)
                .collect(Collectors.joining(
                        "", "Postern's settings, beside which all are as they are by default (event=settings):", ""));
    }

    private void addInitParameters(FilterConfig config) {
        for (String name : new TreeSet<>(Collections.list(config.getInitParameterNames()))) {
            add("init parameters of filter " + config.getFilterName(), name, config.getInitParameter(name));
        }
    }

    /** By the application, so that no two applications of a container that share a secret have one site. */
    String defaultSite() {
        if (contextPath.isEmpty() || ONE_NAME.matcher(contextPath).matches()) {
            return "default" + contextPath.replace('/', '.');
        }
        return "default-" + HexFormat.of().toHexDigits(contextPath.hashCode());
    }

    private void addShared(ServletContext context, Map<String, String> environment) {
        for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (name.startsWith(SYSTEM_PREFIX)) {
                add("system properties", name.substring(SYSTEM_PREFIX.length()), System.getProperty(name, ""));
            }
        }
        addEnvironment(environment);
        addFiles(context);
    }

    private void addFiles(ServletContext context) {
        contextPath = context.getContextPath();
        addFile("WEB-INF/" + FILE, context.getResourceAsStream("/WEB-INF/" + FILE));
        addFile(FILE + " on the class path", classLoader(context).getResourceAsStream(FILE));
    }

    /** Only names that are known: orchestrators put variables of their own under any prefix (POSTERN_SERVICE_HOST). */
    private void addEnvironment(Map<String, String> environment) {
        SettingKeys.fixed().forEach(key -> {
            String value = environment.get(variable(key));
            if (value != null) {
                add(ENVIRONMENT, key, value);
            }
        });
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(variable(SettingKeys.PROTECT) + "_")) {
                throw actionInVariable(name);
            }
        }
    }

    /** The mistake of whoever wrote {@code POSTERN_PROTECT_<ACTION>}, which would guard nothing. */
    static ConfigurationException actionInVariable(String name) {
        return new Setting(ENVIRONMENT, name, "")
                .wrong("the name of a variable can't say which action is meant: set postern.protect.<action> as"
                        + " system property, or protect.<action> in WEB-INF/postern.properties");
    }

    static String variable(String key) {
        return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private void addFile(String source, @Nullable InputStream file) {
        if (file == null) {
            return;
        }
        Lines lines = new Lines(source);
        try (InputStreamReader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(source, e);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("Postern: " + source + " is no properties file: " + e.getMessage());
        }
        lines.inOrder.forEach((key, value) -> add(source, key, value));
    }

    private void add(String source, String key, String value) {
        add(new Setting(source, key, value));
    }

    private void add(Setting setting) {
        if (!SettingKeys.isKnown(setting.key())) {
            throw setting.wrong("there is no such key; there are " + SettingKeys.known());
        }
        settings.putIfAbsent(setting.key(), setting);
    }

    /** The properties of a file in their order, which is the order of rules. None may stand twice: one of two would be lost. */
    private static final class Lines extends Properties {
        @Serial
        private static final long serialVersionUID = 1;

        private final String source;
        private final transient Map<String, String> inOrder = new LinkedHashMap<>();

        Lines(String source) {
            this.source = source;
        }

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            String before = inOrder.putIfAbsent((String) key, (String) value);
            if (before != null) {
                throw new Setting(source, (String) key, (String) value)
                        .wrong("the key stands twice in this file; values of one key stand between commas");
            }
            return super.put(key, value);
        }
    }

    /** The application's, which a container sets for its own threads too when it starts the application. */
    private static ClassLoader classLoader(ServletContext context) {
        ClassLoader loader = context.getClassLoader();
        return loader != null ? loader : Settings.class.getClassLoader();
    }
}
