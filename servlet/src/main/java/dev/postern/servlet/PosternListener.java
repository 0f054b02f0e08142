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
    private Optional<Gate> gate;

    /** For the container: mounts the gate of the configuration, unless the initializer has done so. */
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
     * @throws ConfigurationException if there is a mistake in the configuration
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (gate.isEmpty() && !PosternInitializer.isMounted(context)) {
            Gate configured = PosternInitializer.configured(context);
            gate = Optional.of(configured);
            PosternInitializer.mount(context, configured);
        }
        gate.flatMap(Gate::service).ifPresent(Service::start);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        gate.ifPresent(mounted -> {
            mounted.service().ifPresent(Service::close);
            mounted.postern().close();
        });
    }
}
