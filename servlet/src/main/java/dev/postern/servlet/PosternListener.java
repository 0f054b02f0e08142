package dev.postern.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Optional;

/**
 * Starts what a configured gate needs with the application, and closes it at its end. The jar's {@code web-fragment.xml} names it: so a container
 * that reads that file, but looks for no {@link PosternInitializer}, mounts the gate as well (Jetty's distribution, without its module for annotations).
 */
public final class PosternListener implements ServletContextListener {
    private static final System.Logger LOG = System.getLogger(PosternListener.class.getName());

    private Optional<Gate> gate;

    /** For the container: mounts the gate of the configuration, unless the initializer or Spring Boot has done so. */
    public PosternListener() {
        this.gate = Optional.empty();
    }

    /** With the gate that the initializer has mounted. */
    PosternListener(Gate gate) {
        this.gate = Optional.of(gate);
    }

    /**
     * Called once the application starts, and not before, for a container that can't start it may not say that it has stopped.
     *
     * @throws ConfigurationException if there is a mistake in the configuration, or Spring Boot is there and has not mounted a gate
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (gate.isEmpty() && !PosternInitializer.isMounted(context)) {
            if (PosternInitializer.hasSpringBoot(context)) {
                throw notMountedBySpringBoot();
            }
            Gate configured = PosternInitializer.configured(context);
            gate = Optional.of(configured);
            PosternInitializer.mount(context, configured);
        }
        gate.ifPresent(Gate::start);
    }

    /** Spring Boot mounts before: while the initializers run. */
    private static ConfigurationException notMountedBySpringBoot() {
        return new ConfigurationException("Postern: Spring Boot is on the application's class path, but its"
                + " auto-configuration did not mount Postern, so that forms would be open: let a"
                + " SpringBootServletInitializer start the application, and don't exclude PosternAutoConfiguration."
                + " If it is no Spring Boot application, call new PosternInitializer(gate).onStartup(null,"
                + " servletContext) in a WebApplicationInitializer. To run it without Postern, leave its jar out");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        gate.ifPresent(mounted -> {
            mounted.close();
            mounted.postern().close();
            LOG.log(System.Logger.Level.INFO, "Postern has stopped (event=stopped)");
        });
    }
}
