package dev.postern.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the filter and the endpoints in front of everything that the application has. A container that scans jars finds it by
 * itself, and it reads the configuration; an embedded container is given one in code.
 *
 * <p>In a Spring Boot application {@link PosternAutoConfiguration} does that, with Spring's configuration. So where Boot is on the
 * application's class path, an initializer without a gate leaves the mounting to it, and stops the start if that did not happen.
 */
public final class PosternInitializer implements ServletContainerInitializer {
    static final String GATE = "dev.postern.servlet.Gate";
    private static final String GUARD = "postern-guard";
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
        if (isMounted(context)) {
            return;
        }
        Gate gate = given;
        if (gate == null && hasSpringBoot(context)) {
            context.addListener(new PosternListener());
            return;
        }
        if (gate == null) {
            gate = configured(context);
            context.addListener(new PosternListener(gate));
        }
        mount(context, gate);
    }

    static boolean isMounted(ServletContext context) {
        return context.getAttribute(GATE) != null;
    }

    static boolean hasSpringBoot(ServletContext context) {
        try {
            Class.forName(
                    "org.springframework.boot.web.servlet.support.SpringBootServletInitializer",
                    false,
                    context.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // without Spring's web classes, Boot's can't be loaded: it runs no web application then
        }
    }

    static Gate configured(ServletContext context) {
        return GateSettings.gate(Settings.of(context), context.getClassLoader());
    }

    static void mount(ServletContext context, Gate gate) {
        mount(context, gate, true);
    }

    /** Mounts this gate, with a servlet at its paths where the application has none there. */
    static void mount(ServletContext context, Gate gate, boolean withServlet) {
        context.setAttribute(GATE, gate);
        EndpointFilter endpoints = new EndpointFilter(gate);
        String[] paths = endpoints.paths().toArray(String[]::new);
        mount(context, "postern-endpoints", endpoints, paths);
        if (withServlet) {
            mapServlet(context, paths);
        }
        if (!gate.rules().isEmpty()) {
            mount(context, GUARD, new CaptchaFilter(gate), "/*");
        }
        tell(context, gate);
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

    private static void tell(ServletContext context, Gate gate) {
        String mount = context.getContextPath() + gate.mount();
        if (gate.testKeys().isPresent()) {
            TestKeys.warnThatTheyAreOn();
        }
        boolean more = context.getFilterRegistrations().values().stream()
                .anyMatch(filter -> CaptchaFilter.class.getName().equals(filter.getClassName())
                        && !filter.getName().equals(GUARD));
        if (gate.rules().isEmpty() && !more) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Postern guards nothing, because no rule is configured: set protect, as in"
                            + " WEB-INF/postern.properties, or postern.protect where Spring Boot configures the"
                            + " application; its endpoints are below {0}/ (event=guards-nothing)",
                    mount);
        } else {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Postern guards {0}{1}; its endpoints are below {2}/ (event=guards)",
                    gate.rules(),
                    more ? " and what its filter in web.xml says" : "",
                    mount);
        }
    }

    /** Tomcat asks no filter where no servlet is mapped. This one is never asked, because the filter answers. */
    private static void mapServlet(ServletContext context, String... paths) {
        ServletRegistration.Dynamic registration = context.addServlet("postern-endpoints", new NotFound());
        if (registration != null) {
            for (String path :
                    paths) { // one by one, for where the application has a servlet there, none at all is mapped
                registration.addMapping(path);
            }
        }
    }

    private static final class NotFound extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
