package dev.postern.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the filter and the endpoints in front of everything that the application has. A container that scans jars finds it by
 * itself, and it reads the configuration; an embedded container is given one in code.
 */
public final class PosternInitializer implements ServletContainerInitializer {
    static final String GATE = "dev.postern.servlet.Gate";
    private static final System.Logger LOG = System.getLogger(PosternInitializer.class.getName());

    private final @Nullable Gate given;

    /** Reads the configuration when the application starts. */
    public PosternInitializer() {
        this.given = null;
    }

    /** Mounts this gate. */
    public PosternInitializer(Gate gate) {
        this.given = gate;
    }

    /**
     * Mounts the gate. A second run in the same application does nothing.
     *
     * @throws ConfigurationException if there is a mistake in the configuration
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        if (context.getAttribute(GATE) != null) {
            return;
        }
        Gate gate = given;
        if (gate == null) {
            Gate configured = GateSettings.gate(Settings.of(context));
            context.addListener(new Closer(configured));
            gate = configured;
        }
        context.setAttribute(GATE, gate);
        EndpointFilter endpoints = new EndpointFilter(gate);
        mount(context, "postern-endpoints", endpoints, endpoints.paths().toArray(String[]::new));
        if (!gate.rules().isEmpty()) {
            mount(context, "postern-guard", new CaptchaFilter(gate), "/*");
        }
        LOG.log(
                System.Logger.Level.INFO,
                "Postern guards {0}; its endpoints are below {1}/",
                gate.rules().isEmpty() ? "nothing" : gate.rules(),
                gate.mount());
    }

    private static void mount(ServletContext context, String name, Filter filter, String... paths) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        if (registration == null) {
            throw new ConfigurationException(
                    "Postern: the application has a filter named " + name + " already: rename it");
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, paths);
    }

    private record Closer(Gate gate) implements ServletContextListener {
        @Override
        public void contextDestroyed(ServletContextEvent event) {
            gate.postern().close();
        }
    }
}
