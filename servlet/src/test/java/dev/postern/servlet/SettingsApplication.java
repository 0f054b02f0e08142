package dev.postern.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/** A web application that is started to see what becomes of its configuration, each source of which may be left out. */
final class SettingsApplication {
    private final Path directory;
    private final Map<String, String> filterParameters = new TreeMap<>();
    private final Map<String, String> systemProperties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private @Nullable String webInf;
    private @Nullable String classPath;
    private boolean initializer = true;
    private boolean listener;
    private String contextPath = "/";

    SettingsApplication(Path directory) {
        this.directory = directory;
    }

    SettingsApplication webInf(String... lines) {
        webInf = String.join("\n", lines);
        return this;
    }

    SettingsApplication classPath(String... lines) {
        classPath = String.join("\n", lines);
        return this;
    }

    /** Declares a filter as {@code web.xml} does, with this init parameter. */
    SettingsApplication filterParameter(String name, String value) {
        filterParameters.put(name, value);
        return this;
    }

    /** Sets {@code postern.<key>} while the application starts. */
    SettingsApplication systemProperty(String key, String value) {
        systemProperties.put("postern." + key, value);
        return this;
    }

    /** Has this environment variable, beside which there is none then. */
    SettingsApplication variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    SettingsApplication contextPath(String contextPath) {
        this.contextPath = contextPath;
        return this;
    }

    SettingsApplication withoutInitializer() {
        initializer = false;
        return this;
    }

    /** Reads the jar's {@code web-fragment.xml}. */
    SettingsApplication withListener() {
        listener = true;
        return this;
    }

    /** The mistake that stops the start. */
    String mistake() throws Exception {
        try {
            start();
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        } catch (Exception e) {
            if (e.getCause() instanceof ConfigurationException cause) {
                return String.valueOf(cause.getMessage());
            }
            throw e;
        }
        throw new AssertionError("the application started");
    }

    /** What the application works with once it has started. */
    Started start() throws Exception {
        write("WEB-INF", webInf);
        write("classes", classPath);
        systemProperties.forEach(System::setProperty);
        Server server = new Server();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.resolve("classes").toUri().toURL()})) {
            ServletContextHandler application = new ServletContextHandler(contextPath);
            application.setBaseResourceAsPath(directory);
            application.setClassLoader(loader);
            List<ProtectionRule> rules = new ArrayList<>();
            application.addServletContainerInitializer((classes, context) -> declareFilter(context, rules));
            if (!environment.isEmpty()) {
                application.addServletContainerInitializer((classes, context) -> context.setAttribute(
                        PosternInitializer.GATE,
                        GateSettings.gate(Settings.of(context, environment), context.getClassLoader())));
            }
            if (initializer) {
                application.addServletContainerInitializer(new PosternInitializer());
            }
            if (listener) {
                application.addEventListener(new PosternListener());
            }
            server.setHandler(application);
            server.start();
            Gate gate = (Gate) Objects.requireNonNull(
                    application.getServletContext().getAttribute(PosternInitializer.GATE), "there is no gate");
            Set<String> filters = Set.copyOf(
                    application.getServletContext().getFilterRegistrations().keySet());
            return new Started(gate, rules, filters);
        } finally {
            systemProperties.keySet().forEach(System::clearProperty);
            server.stop();
        }
    }

    private void declareFilter(ServletContext context, List<ProtectionRule> rules) {
        if (!filterParameters.isEmpty()) {
            FilterRegistration.Dynamic registration = context.addFilter("captcha", new ReadingFilter(rules));
            registration.setInitParameters(filterParameters);
            registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        }
    }

    private void write(String folder, @Nullable String text) throws IOException {
        Files.createDirectories(directory.resolve(folder));
        if (text != null) {
            Files.writeString(directory.resolve(folder).resolve("postern.properties"), text);
        }
    }

    /**
     * A start that went well.
     *
     * @param filterRules those that the filter of {@code web.xml} guards
     * @param filters the names of all filters
     */
    record Started(Gate gate, List<ProtectionRule> filterRules, Set<String> filters) {}

    /** Reads its settings as the filter does, and keeps the rules. */
    private record ReadingFilter(List<ProtectionRule> rules) implements Filter {
        @Override
        public void init(FilterConfig config) {
            rules.addAll(FilterSettings.read(config).rules());
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }
}
